package io.slackwater.standalone.history;

import io.slackwater.api.ChangeResponse;
import io.slackwater.api.HostResponse;
import io.slackwater.api.StoreResponse;
import io.slackwater.api.VmResponse;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.connect.ConsoleClient;
import java.util.List;
import java.util.Locale;

/** What an event may be about. */
enum SubjectKind {
    VM {
        @Override
        String id(ConsoleClient client, String name) throws InterruptedException {
            List<String> ids = client.named("vms", name, VmResponse.class).stream()
                    .map(VmResponse::id)
                    .distinct()
                    .toList();
            if (ids.size() > 1) {
                throw new CommandFailedException("There are %d VMs of the name %s. Use a UUID: %s"
                        .formatted(ids.size(), name, String.join(", ", ids)));
            }
            return ids.get(0);
        }
    },
    HOST {
        @Override
        String id(ConsoleClient client, String name) throws InterruptedException {
            return client.named("hosts", name, HostResponse.class).get(0).id();
        }
    },
    CHANGE {
        @Override
        String id(ConsoleClient client, String name) throws InterruptedException {
            return client.named("changes", name, ChangeResponse.class).get(0).id();
        }
    },
    STORE {
        @Override
        String id(ConsoleClient client, String name) throws InterruptedException {
            return client.named("stores", name, StoreResponse.class).get(0).id();
        }
    },
    /** Who decides is no row of anything; one that never decided has no events. */
    ACTOR {
        @Override
        String id(ConsoleClient client, String name) {
            return name;
        }
    };

    /**
     * Returns the id of what is named.
     *
     * @throws CommandFailedException if there is none of that name, or several
     */
    abstract String id(ConsoleClient client, String name) throws InterruptedException;

    /** Returns the filter of the events by it. */
    String filter() {
        return name().toLowerCase(Locale.ROOT);
    }
}
