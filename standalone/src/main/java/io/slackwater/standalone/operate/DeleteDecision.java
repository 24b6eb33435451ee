package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a person decides about deletes: to stop them all, or to let go what is held up. */
final class DeleteDecision {

    static final String FREEZE = "/freeze";

    private DeleteDecision() {}

    /** Stops every delete. */
    @Command(
            name = "freeze",
            description = "Stops every delete in every store at once. Updates go on: 'freeze' stops them.",
            mixinStandardHelpOptions = true)
    static final class Freeze extends StorageDecision {

        Freeze() {
            super(FREEZE);
        }

        @Override
        void describe(ObjectNode order) {
            // It is about all stores.
        }

        @Override
        String follows() {
            return "nothing is deleted in any store until 'storage unfreeze'; updates go on, 'freeze' stops them";
        }
    }

    /** Ends a freeze of deletes. */
    @Command(name = "unfreeze", description = "Ends a freeze of deletes.", mixinStandardHelpOptions = true)
    static final class Unfreeze extends StorageDecision {

        Unfreeze() {
            super("DELETE", FREEZE);
        }

        @Override
        void describe(ObjectNode order) {
            // It is about all stores.
        }

        @Override
        String follows() {
            return "what nothing needs is deleted again; a freeze of updates is another matter";
        }
    }

    /** A decision about one store. */
    abstract static class OfStore extends StorageDecision {

        @Parameters(paramLabel = "STORE", description = "The store, as 'storage hosts' shows it.")
        private String store = "";

        OfStore(String path) {
            super(path);
        }

        @Override
        final void describe(ObjectNode order) {
            refuseBlank("STORE", store);
            order.put("store", store);
        }
    }

    /** Ends the pause after a store's first delete. */
    @Command(
            name = "go-on",
            description = "Ends the pause after the first delete of a store: somebody has looked, and it was right.",
            mixinStandardHelpOptions = true)
    static final class GoOn extends OfStore {

        GoOn() {
            super("/stores/go-on");
        }

        @Override
        String follows() {
            return "the others there go now";
        }
    }

    /** Has deletes go on by a log that the store does not know so. */
    @Command(
            name = "accept-log",
            description = "Has deletes of a store go on by this log, though the store counts more than it knows of, or"
                    + " another log's stagings and deletes.",
            mixinStandardHelpOptions = true)
    static final class AcceptLog extends OfStore {

        AcceptLog() {
            super("/stores/accept-log");
        }

        @Override
        String follows() {
            return "this log goes on where the store's count is; what another cluster does there from now on stops it again";
        }
    }

    /** Consents to the delete of what cannot be had again. */
    @Command(
            name = "consent",
            description = "Consents to the delete of what cannot be had again once nothing needs it: of one volume, or"
                    + " of everything in a store that a rule names. It cannot be taken back; a hold keeps a volume.",
            mixinStandardHelpOptions = true)
    static final class Consent extends StorageDecision {

        @Parameters(
                paramLabel = "STORE[/VOLUME]",
                description = "The store, such as rack1-a/default, or one volume of it, such as"
                        + " rack1-a/default/vmlinuz-6.1.0-49.")
        private String named = "";

        Consent() {
            super("/consents");
        }

        @Override
        void describe(ObjectNode order) {
            refuseBlank("STORE[/VOLUME]", named);
            StoredVolume.parse(named)
                    .ifPresentOrElse(
                            volume -> order.put("store", volume.store()).put("volume", volume.volume()),
                            () -> order.put("store", named));
        }

        @Override
        String follows() {
            return "it is deleted once nothing needs it and its grace time is over. You cannot take this back. Put a hold on a volume to"
                    + " keep it";
        }
    }
}
