package io.sluice.simulator.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A file whose bytes follow from its name and a seed, so that its hashes are true wherever it is seen: attached to a
 * mail, in an archive, as the evidence of an alert. It looks like what its name says it is, and is harmless.
 *
 * @param name name with its ending
 * @param seed what the rest follows from
 */
public record FileContent(String name, long seed) {

    private static final int ISO_LABEL_AT = 16 * 2048;

    /** The bytes, the same each time. */
    public byte[] bytes() {
        SplittableRandom random = new SplittableRandom(seed);
        return switch (ending()) {
            case "zip" -> archive(random);
            case "docm", "docx", "xlsm", "xlsx" -> office(random);
            case "iso", "img" -> image(random);
            case "exe", "dll", "scr" -> after("MZ\u0090\0\3\0\0\0\4\0\0\0\u00FF\u00FF\0\0\u00B8", noise(random, 4096));
            case "7z" -> after("7z\u00BC\u00AF'\u001C\0\4", noise(random, 2048));
            case "lnk" -> after("L\0\0\0\1\u0014\2\0\0\0\0\0\u00C0\0\0\0\0\0\0F", noise(random, 600));
            case "png" -> after("\u0089PNG\r\n\u001A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\6\0\0\0", noise(random, 300));
            case "pdf" -> pdf(random);
            case "js", "vbs", "wsf", "hta" ->
                text("var k='" + word(random) + "';\r\n// " + word(random) + "\r\n", random);
            case "html", "htm", "svg" ->
                text("<!DOCTYPE html>\r\n<title>" + word(random) + "</title>\r\n<!-- ", random);
            default -> noise(random, 3000);
        };
    }

    /** What a sender would declare it as. */
    public String mediaType() {
        return switch (ending()) {
            case "zip" -> "application/zip";
            case "docm" -> "application/vnd.ms-word.document.macroEnabled.12";
            case "docx" -> "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            case "xlsm" -> "application/vnd.ms-excel.sheet.macroEnabled.12";
            case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            case "iso" -> "application/x-iso9660-image";
            case "pdf" -> "application/pdf";
            case "png" -> "image/png";
            case "html", "htm" -> "text/html";
            case "js" -> "text/javascript";
            default -> "application/octet-stream";
        };
    }

    private String ending() {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String word(SplittableRandom random) {
        return Long.toString(random.nextLong() & Long.MAX_VALUE, 36);
    }

    private static byte[] noise(SplittableRandom random, int least) {
        byte[] bytes = new byte[least + random.nextInt(least)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] after(String magic, byte[] rest) {
        return new Bytes()
                .raw(magic.getBytes(StandardCharsets.ISO_8859_1))
                .raw(rest)
                .done();
    }

    private static byte[] text(String begin, SplittableRandom random) {
        Bytes text = new Bytes().text(begin);
        for (int i = 0; i < 40; i++) {
            text.text(word(random)).text(i % 6 == 5 ? "\r\n" : " ");
        }
        return text.done();
    }

    private static byte[] pdf(SplittableRandom random) {
        return new Bytes()
                .text(
                        "%PDF-1.7\n%\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n4 0 obj\n<</Length 2000>>\nstream\n")
                .raw(noise(random, 1500))
                .text("\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n")
                .done();
    }

    private static byte[] image(SplittableRandom random) {
        byte[] label = "\1CD001\1\0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] rest = noise(random, 2048);
        byte[] image = new byte[ISO_LABEL_AT + label.length + rest.length];
        System.arraycopy(label, 0, image, ISO_LABEL_AT, label.length);
        System.arraycopy(rest, 0, image, ISO_LABEL_AT + label.length, rest.length);
        return image;
    }

    private static byte[] office(SplittableRandom random) {
        return new Archive()
                .file("[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>".getBytes(StandardCharsets.UTF_8))
                .file("word/document.xml", text("<?xml version=\"1.0\"?><document>", random))
                .file("word/vbaProject.bin", noise(random, 2000))
                .done();
    }

    /** Of three archives one lies in another, and one asks for a password. */
    private byte[] archive(SplittableRandom random) {
        String stem = name.substring(0, name.length() - 4);
        FileContent script = new FileContent(stem + ".js", random.nextLong());
        return switch (random.nextInt(3)) {
            case 0 -> new Archive().file(script.name(), script.bytes()).done();
            case 1 ->
                new Archive()
                        .file(
                                stem + "_2.zip",
                                new Archive()
                                        .file(script.name(), script.bytes())
                                        .done())
                        .file("readme.txt", text("See inside. ", random))
                        .done();
            default ->
                new Archive()
                        .locked(script.name(), script.bytes(), password(), random)
                        .done();
        };
    }

    /** The password of an archive that asks for one. */
    public String password() {
        return Long.toString(1000 + Math.floorMod(seed, 9000));
    }
}
