package io.slackwater.worker.watch.observe;

import io.slackwater.hypervisor.paths.FileAnswer;
import io.slackwater.hypervisor.paths.RemotePath;
import io.slackwater.hypervisor.xml.image.ImageReference.Role;
import io.slackwater.schemas.ListedReference;
import io.slackwater.schemas.ListedReferenceKind;
import io.slackwater.worker.storage.search.UnlistedPaths;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says which volumes of a host a name may mean, and why nobody can tell where that is so. */
public final class ReferenceJudge {

    private final StoreIndex stores;
    private final UnlistedPaths foreign;

    /** A judge for the host that has these stores. */
    public ReferenceJudge(StoreIndex stores) {
        this.stores = stores;
        Set<RemotePath> targets = stores.stores().stream()
                .map(store -> store.pool().targetPath())
                .filter(path -> !path.isEmpty())
                .map(RemotePath::of)
                .collect(Collectors.toSet());
        this.foreign = new UnlistedPaths(targets);
    }

    /** Returns the volumes that an answer means or may mean. */
    public List<ListedReference> references(ListedReferenceKind kind, FileAnswer answer) {
        boolean isCertain = answer instanceof FileAnswer.Listed;
        return stores.entries(answer).stream()
                .map(entry -> new ListedReference(kind, isCertain, stores.reference(entry)))
                .toList();
    }

    /** Returns what cannot be told of an answer, in words that follow "by"; empty where all is known. */
    public Optional<String> unresolved(FileAnswer answer, Role role) {
        return answer.accept(new FileAnswer.Visitor<>() {
            @Override
            public Optional<String> listed(FileAnswer.Listed listed) {
                return Optional.empty();
            }

            @Override
            public Optional<String> unlisted(FileAnswer.Unlisted unlisted) {
                return foreign.isElsewhere(unlisted, role)
                        ? Optional.empty()
                        : Optional.of(unlisted.path().text() + ", a path that no pool lists");
            }

            @Override
            public Optional<String> unclear(FileAnswer.Unclear unclear) {
                return Optional.of(unclear.name() + ", " + unclear.why());
            }

            @Override
            public Optional<String> export(FileAnswer.Export export) {
                return unresolvedExport(export.protocol());
            }
        });
    }

    /** Returns what cannot be told of something that is served; empty where it is no file of any host. */
    public static Optional<String> unresolvedExport(String protocol) {
        return UnlistedPaths.isElsewhere(protocol)
                ? Optional.empty()
                : Optional.of("something that is served by " + protocol);
    }
}
