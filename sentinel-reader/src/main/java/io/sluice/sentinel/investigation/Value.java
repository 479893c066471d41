package io.sluice.sentinel.investigation;

/** What a parameter's text has come to. */
sealed interface Value {

    /** It is of the parameter's type. */
    record Fit(String text) implements Value {}

    /** It is not; why, for people. */
    record Unfit(String why) implements Value {}
}
