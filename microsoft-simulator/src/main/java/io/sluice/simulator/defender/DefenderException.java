package io.sluice.simulator.defender;

/** A request that the incidents API refuses with one of its documented errors. */
final class DefenderException extends RuntimeException {

    private final int status;
    private final String code;

    DefenderException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static DefenderException badRequest(String message) {
        return new DefenderException(400, "BadRequest", message);
    }

    static DefenderException odata(String message) {
        return new DefenderException(400, "ODataError", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
