package io.slackwater.debian.testing;

import io.slackwater.debian.expand.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Builds a binary package, well-behaved or not. */
public final class TestDeb {

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(data, StandardCharsets.UTF_8.name());

    public TestDeb() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    public TestDeb file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8), 0644);
    }

    public TestDeb file(String name, byte[] content, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        entry.setMode(mode);
        return add(entry, content);
    }

    public TestDeb directory(String name) {
        return add(new TarArchiveEntry(name + "/", true), new byte[0]);
    }

    public TestDeb symbolicLink(String name, String target) {
        return link(name, target, TarArchiveEntry.LF_SYMLINK);
    }

    public TestDeb hardLink(String name, String target) {
        return link(name, target, TarArchiveEntry.LF_LINK);
    }

    public TestDeb device(String name) {
        return add(new TarArchiveEntry(name, TarArchiveEntry.LF_CHR, true), new byte[0]);
    }

    public byte[] bytes(Compression compression) {
        try {
            tar.finish();
            return deb("data.tar" + compression.suffix(), compress(data.toByteArray(), compression));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path write(Path file, Compression compression) throws IOException {
        return Files.write(file, bytes(compression));
    }

    public Path write(Path file) throws IOException {
        return write(file, Compression.XZ);
    }

    /** Wraps the bytes of a data member as a package. */
    public static byte[] deb(String dataName, byte[] dataMember) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(bytes)) {
            put(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            put(ar, "control.tar.xz", new byte[] {1, 2, 3});
            put(ar, dataName, dataMember);
        }
        return bytes.toByteArray();
    }

    public static byte[] compress(byte[] content, Compression compression) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = encoder(bytes, compression)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static OutputStream encoder(OutputStream out, Compression compression) throws IOException {
        return switch (compression) {
            case XZ -> new XZOutputStream(out, new LZMA2Options(1));
            case GZIP -> new GZIPOutputStream(out);
            case ZSTD -> new com.github.luben.zstd.ZstdOutputStream(out);
            case NONE -> out;
        };
    }

    private TestDeb link(String name, String target, byte type) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    private TestDeb add(TarArchiveEntry entry, byte[] content) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(ArArchiveOutputStream ar, String name, byte[] content) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, content.length));
        ar.write(content);
        ar.closeArchiveEntry();
    }
}
