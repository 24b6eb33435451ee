package io.slackwater.debian.deb;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.expand.ArchiveIoException;
import io.slackwater.debian.expand.Compression;
import io.slackwater.debian.expand.ExpansionLimits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A binary package on the local disk (deb(5)). It is always read to its end, so that one that is cut short or that hides
 * a hostile member behind the wanted one is refused whole.
 */
public final class DebFile {

    private final Path file;
    private final ExpansionLimits limits;

    public DebFile(Path file, ExpansionLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /** What is done with a selected member. */
    @FunctionalInterface
    public interface MemberVisitor {

        /** Takes a member; {@code content} is empty for what is no file, and is not to be closed. */
        void visit(DebMember member, InputStream content) throws IOException, ArchiveException;
    }

    /** Reads the package's data and shows the visitor the members that the selector wants, in their order. */
    public void read(Predicate<DebMember> selector, MemberVisitor visitor) throws ArchiveException, IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                ArArchiveInputStream ar = new ArArchiveInputStream(in)) {
            requireDebianBinary(ar);
            for (ArArchiveEntry entry = nextEntry(ar); entry != null; entry = nextEntry(ar)) {
                if (entry.getName().startsWith("data.tar")) {
                    readData(ar, entry, selector, visitor);
                    return;
                }
            }
        } catch (ArchiveIoException e) {
            throw e.carried();
        }
        throw damaged("has no data.tar", null);
    }

    private void readData(
            ArArchiveInputStream ar, ArArchiveEntry entry, Predicate<DebMember> selector, MemberVisitor visitor)
            throws ArchiveException, IOException {
        if (Files.size(file) < ar.getBytesRead() + entry.getSize()) {
            throw damaged("is truncated: " + entry.getName() + " should have " + entry.getSize() + " bytes", null);
        }
        InputStream expanded = Compression.ofName(entry.getName())
                .expand(ar, file + " (" + entry.getName() + ")", entry.getSize(), limits);
        TarArchiveInputStream tar = new TarArchiveInputStream(expanded, StandardCharsets.UTF_8.name());
        int members = 0;
        for (TarArchiveEntry next = nextEntry(tar); next != null; next = nextEntry(tar)) {
            if (++members > limits.entries()) {
                throw new ArchiveException.Hostile(
                        file + " lists more than " + limits.entries() + " members; do not use it");
            }
            DebMember member = TarMembers.toMember(next, file);
            if (selector.test(member)) {
                visitor.visit(member, new TarContent(tar, file));
            }
        }
        expanded.transferTo(java.io.OutputStream.nullOutputStream());
    }

    private void requireDebianBinary(ArArchiveInputStream ar) throws ArchiveException, IOException {
        ArArchiveEntry first = nextEntry(ar);
        if (first == null || !"debian-binary".equals(first.getName())) {
            throw damaged("is no Debian package: it does not start with debian-binary", null);
        }
        String version = new String(ar.readNBytes(16), StandardCharsets.US_ASCII).trim();
        if (!version.startsWith("2.")) {
            throw damaged("has package format " + version + ", and only 2.x is known", null);
        }
    }

    private @Nullable ArArchiveEntry nextEntry(ArArchiveInputStream ar) throws ArchiveException {
        try {
            return ar.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw damaged("is truncated or no ar archive (" + e.getMessage() + ")", e);
        }
    }

    private @Nullable TarArchiveEntry nextEntry(TarArchiveInputStream tar) throws ArchiveException, ArchiveIoException {
        try {
            return tar.getNextEntry();
        } catch (ArchiveIoException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw damaged("holds a damaged or truncated tar file (" + e.getMessage() + ")", e);
        }
    }

    private ArchiveException damaged(String what, @Nullable Throwable cause) {
        return new ArchiveException.Damaged(file + " " + what + "; delete it and fetch it again", cause);
    }
}
