package io.slackwater.standalone.operate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a file looks like.
 *
 * @param image what an image of disks says of its format, as qemu-img calls it in capitals; empty for a raw one, and for what is none
 * @param description for people
 */
record FileKind(Optional<String> image, String description) {

    private static final int LONGEST = 8;
    private static final List<Beginning> BEGINNINGS = List.of(
            new Beginning("514649fb", Optional.of("QCOW2"), "a qcow2 image"),
            new Beginning("4b444d56", Optional.of("VMDK"), "a VMDK image"),
            new Beginning("7668647866696c65", Optional.of("VHDX"), "a VHDX image"),
            new Beginning("4d5a", Optional.empty(), "a kernel or another EFI program"),
            new Beginning("1f8b", Optional.empty(), "a file that gzip compressed"),
            new Beginning("fd377a585a00", Optional.empty(), "a file that xz compressed"),
            new Beginning("28b52ffd", Optional.empty(), "a file that zstd compressed"));

    /** @param hex its first bytes */
    private record Beginning(String hex, Optional<String> image, String description) {}

    /** Whether it may be what a change says of it: {@code RAW} is anything that is no image of another format. */
    boolean mayBe(String format) {
        return switch (format) {
            case "RAW" -> image.isEmpty();
            case "QCOW2" -> image.equals(Optional.of(format));
            default -> true;
        };
    }

    /** Looks at the first bytes of a file. */
    static FileKind of(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            String hex = HexFormat.of().formatHex(content.readNBytes(LONGEST));
            return BEGINNINGS.stream()
                    .filter(one -> hex.startsWith(one.hex()))
                    .findFirst()
                    .map(one -> new FileKind(one.image(), one.description()))
                    .orElseGet(() -> new FileKind(Optional.empty(), unknown(hex)));
        }
    }

    private static String unknown(String hex) {
        return hex.isEmpty() ? "an empty file" : "a raw image or another file, which begins with the bytes " + hex;
    }
}
