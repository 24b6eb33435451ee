package io.slackwater.debian.index;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.control.Stanza;
import io.slackwater.debian.control.StanzaReader;
import io.slackwater.debian.expand.ArchiveIoException;
import io.slackwater.debian.expand.Compression;
import io.slackwater.debian.expand.ExpansionLimits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a {@code Packages} file that was checked before, stanza by stanza. */
public final class PackageIndex {

    private PackageIndex() {}

    /**
     * Returns the packages that the filter wants.
     *
     * @param index the file, compressed as its name says
     * @param repository what {@code Filename} fields are relative to, ending in a slash
     * @param limits the bounds on the expanded index
     */
    public static List<DebianPackage> read(Path index, URI repository, PackageFilter filter, ExpansionLimits limits)
            throws ArchiveException, IOException {
        List<DebianPackage> packages = new ArrayList<>();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(index));
                InputStream content = Compression.ofName(index.getFileName().toString())
                        .expand(file, index.toString(), Files.size(index), limits)) {
            StanzaReader stanzas =
                    new StanzaReader(new InputStreamReader(content, StandardCharsets.UTF_8), index.toString());
            for (Optional<Stanza> stanza = stanzas.next(); stanza.isPresent(); stanza = stanzas.next()) {
                addIfWanted(stanza.get(), packages, repository, filter, index);
            }
        } catch (ArchiveIoException e) {
            throw e.carried();
        }
        return packages;
    }

    private static void addIfWanted(
            Stanza stanza, List<DebianPackage> packages, URI repository, PackageFilter filter, Path index)
            throws ArchiveException {
        String name = stanza.field("Package").orElse("");
        if (!filter.wants(name, stanza.field("Architecture").orElse(""))) {
            return;
        }
        try {
            packages.add(DebianPackage.of(stanza, repository));
        } catch (IllegalArgumentException e) {
            throw new ArchiveException.Damaged(
                    index + ": package \"" + name + "\": " + e.getMessage() + "; ask the archive's keeper to mend it",
                    e);
        }
    }
}
