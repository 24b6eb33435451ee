package io.slackwater.artifact.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies a stream to a file and holds it to its announced size and digest on the way. */
public final class CheckedCopy {

    private static final int BUFFER = 1 << 16;

    private CheckedCopy() {}

    /**
     * Copies {@code in} to {@code file}; {@code name} stands for the stream in messages. Trouble with {@code in} is an
     * {@link IOException}, trouble with the file an {@link UncheckedIOException}, so that only the former is tried again.
     */
    public static void copy(InputStream in, Path file, FileDigest announced, String name)
            throws TransferException, IOException {
        MessageDigest digest = sha256();
        long size = write(in, file, announced, digest, name);
        if (size < announced.size()) {
            throw mismatch(name, "is truncated: " + size + " of the announced " + announced.size() + " bytes");
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(announced.sha256())) {
            throw mismatch(name, "has SHA-256 " + actual + " instead of the announced " + announced.sha256());
        }
    }

    private static long write(InputStream in, Path file, FileDigest announced, MessageDigest digest, String name)
            throws TransferException, IOException {
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = new LocalOutput(Files.newOutputStream(file))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > announced.size()) {
                    throw mismatch(name, "is longer than the announced " + announced.size() + " bytes");
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        return size;
    }

    /** Returns the SHA-256 of all that is left of a stream, in lower-case hexadecimal. */
    public static String sha256(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static TransferException mismatch(String name, String what) {
        return new TransferException.Mismatch(
                name + " " + what + "; try again, and use another mirror if it stays so: nothing of it was kept");
    }
}
