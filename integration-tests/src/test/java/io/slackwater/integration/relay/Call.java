package io.slackwater.integration.relay;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A call whose end is awaited.
 *
 * @param packets how many packets of its data have come by
 */
record Call(Procedure procedure, Message message, AtomicInteger packets) {

    Call(Procedure procedure, Message message) {
        this(procedure, message, new AtomicInteger());
    }
}
