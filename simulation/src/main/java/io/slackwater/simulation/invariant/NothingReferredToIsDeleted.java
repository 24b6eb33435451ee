package io.slackwater.simulation.invariant;

import io.slackwater.simulation.world.Site;
import io.slackwater.simulation.world.Storage;
import io.slackwater.simulation.world.World;
import java.util.Optional;

/** No volume is deleted that a VM, a snapshot, a saved state or another volume under one of these refers to. */
public final class NothingReferredToIsDeleted implements Invariant {

    private final World world;
    private final Storage storage = new Storage();

    public NothingReferredToIsDeleted(World world) {
        this.world = world;
    }

    @Override
    public void deleting(Site site, String volume) {
        Optional<String> user = storage.userOf(world.sharing(site), volume);
        if (user.isPresent()) {
            throw violated(
                    "Volume " + volume + " of " + site.id() + " is deleted, and is referred to by " + user.get());
        }
    }
}
