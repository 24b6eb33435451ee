package io.slackwater.integration.relay;

import java.util.Map;
import java.util.Optional;

/** Which service talks to a daemon. Each is known by the first thing that it asks for on a connection. */
public enum Speaker {
    /** Listens first. */
    INVENTORY,
    /** Begins with the VM that it is told to change. */
    EXECUTOR,
    /** Begins with a pool. */
    RECLAIMER;

    private static final Map<Procedure, Speaker> BY_FIRST_CALL = Map.of(
            Procedure.EVENTS_REGISTER, INVENTORY,
            Procedure.DOMAIN_LOOKUP, EXECUTOR,
            Procedure.POOL_LOOKUP, RECLAIMER,
            Procedure.POOLS_LIST, RECLAIMER);

    /** Returns who begins with that call; empty where it does not tell. */
    static Optional<Speaker> beginningWith(Procedure call) {
        return Optional.ofNullable(BY_FIRST_CALL.get(call));
    }
}
