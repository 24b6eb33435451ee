package io.slackwater.reclaimer.kafka;

import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.topics.Topics;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jboss.logging.Logger;

/** All that the machine of a task knows, over the task's state stores. */
final class Books {

    private static final Logger LOG = Logger.getLogger(Books.class);

    final StateTwin twin = new StateTwin();
    final DecisionBook decisions;
    final BrakeRepository brakes;
    final HostBook hosts;
    final RolloutBook rollouts;
    final WakeBook wakes;
    final RowBook rows;
    final ParkedUpdates parked;
    final HeardBook heard;

    Books(ProcessorContext<?, ?> context) {
        decisions = new DecisionBook(context.getStateStore(StateStores.DECISIONS));
        brakes = new BrakeRepository(
                context.getStateStore(StateStores.BRAKES),
                context.getStateStore(StateStores.ACTIVATIONS),
                new BrakeDecisions.Reading(context.getStateStore(StateStores.DECISIONS)),
                twin);
        hosts = new HostBook(
                context.getStateStore(StateStores.HOSTS),
                context.getStateStore(StateStores.STORE_HOSTS),
                context.getStateStore(StateStores.FORMER_HOSTS),
                context.getStateStore(StateStores.NEVER_SYNCED),
                context.getStateStore(StateStores.CONTACT_SINCE),
                new MarkerRepository(
                        context.getStateStore(StateStores.MARKERS),
                        context.getStateStore(StateStores.MARKERS_READ),
                        context.getStateStore(StateStores.LISTINGS)),
                decisions.reading());
        rollouts = new RolloutBook(
                context.getStateStore(StateStores.CHANGES), context.getStateStore(StateStores.FAN_OUTS));
        wakes = new WakeBook(context.getStateStore(StateStores.WAKES), context.getStateStore(StateStores.CONCERNED));
        rows = new RowBook(context, hosts, rollouts, wakes, brakes, twin);
        parked = new ParkedUpdates(context.getStateStore(StateStores.PARKED), twin);
        heard = new HeardBook(context.getStateStore(StateStores.HEARD), twin);
    }

    /** Takes over a row that the machine published before it lost its state. */
    void restore(String key, StorageState state) {
        List<String> parts = Keys.parts(key);
        try {
            rows.restore(parts, state);
            brakes.restore(parts, state);
            heard.restore(parts, state);
            parked.restore(parts, state);
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            // No machine of this version wrote it. To stop here would be to stop at every start. A volume that is not
            // known is kept.
            LOG.errorf("A row of %s is passed over: %s", Topics.STORAGE_STATE.name(), malformed);
        }
        // It is published already.
        twin.take();
    }
}
