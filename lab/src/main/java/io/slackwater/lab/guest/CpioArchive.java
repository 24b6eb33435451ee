package io.slackwater.lab.guest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/**
 * Writes the kernel's initramfs format: a gzipped cpio archive of the "newc" kind. The same calls write the same bytes:
 * every member is of root and of the epoch.
 */
final class CpioArchive implements AutoCloseable {

    private final CpioArchiveOutputStream cpio;
    private final Set<String> directories = new HashSet<>();
    private int inode;

    /** @param target closed with this archive */
    CpioArchive(OutputStream target) throws IOException {
        OutputStream gzip = new GZIPOutputStream(target) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
        cpio = new CpioArchiveOutputStream(gzip, CpioConstants.FORMAT_NEW);
    }

    /**
     * Adds a file of {@code permissions}, and the directories that lead to it.
     *
     * @param path without a leading slash
     */
    void file(String path, byte[] content, int permissions) throws IOException {
        parents(path);
        put(path, content, CpioConstants.C_ISREG | permissions);
    }

    /** Adds a program or script that anyone may run. */
    void program(String path, byte[] content) throws IOException {
        file(path, content, 0755);
    }

    void text(String path, String content) throws IOException {
        file(path, content.getBytes(StandardCharsets.UTF_8), 0644);
    }

    void symbolicLink(String path, String target) throws IOException {
        parents(path);
        put(path, target.getBytes(StandardCharsets.UTF_8), CpioConstants.C_ISLNK | 0777);
    }

    /** Adds a directory and those that lead to it, unless they are there. */
    void directory(String path) throws IOException {
        if (directories.add(path)) {
            parents(path);
            put(path, new byte[0], CpioConstants.C_ISDIR | 0755);
        }
    }

    private void parents(String path) throws IOException {
        int lastSlash = path.lastIndexOf('/');
        if (lastSlash > 0) {
            directory(path.substring(0, lastSlash));
        }
    }

    private void put(String path, byte[] content, long mode) throws IOException {
        CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, path, content.length);
        entry.setMode(mode);
        entry.setTime(0);
        entry.setInode(++inode);
        entry.setNumberOfLinks(1);
        cpio.putArchiveEntry(entry);
        cpio.write(content);
        cpio.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        cpio.close();
    }
}
