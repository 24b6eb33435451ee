package io.slackwater.standalone.operate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * What a file looks like.
 *
 * @param isQcow2 whether it is a qcow2 image
 * @param description for people
 */
record FileKind(boolean isQcow2, String description) {

    private static final int LONGEST = 8;
    private static final String QCOW2 = "514649fb";
    private static final List<Beginning> BEGINNINGS = List.of(
            new Beginning(QCOW2, "a qcow2 image"),
            new Beginning("4b444d56", "a VMDK image"),
            new Beginning("7668647866696c65", "a VHDX image"),
            new Beginning("4d5a", "a kernel or another EFI program"),
            new Beginning("1f8b", "a file that gzip compressed"),
            new Beginning("fd377a585a00", "a file that xz compressed"),
            new Beginning("28b52ffd", "a file that zstd compressed"));

    /** @param hex its first bytes */
    private record Beginning(String hex, String description) {}

    /** Looks at the first bytes of a file. */
    static FileKind of(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            String hex = HexFormat.of().formatHex(content.readNBytes(LONGEST));
            return BEGINNINGS.stream()
                    .filter(one -> hex.startsWith(one.hex()))
                    .findFirst()
                    .map(one -> new FileKind(one.hex().equals(QCOW2), one.description()))
                    .orElseGet(() -> new FileKind(false, unknown(hex)));
        }
    }

    private static String unknown(String hex) {
        return hex.isEmpty() ? "an empty file" : "a raw image or another file, which begins with the bytes " + hex;
    }
}
