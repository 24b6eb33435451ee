package io.slackwater.integration.relay;

import io.slackwater.integration.relay.Spot.Part;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One connection's messages: who calls, and which call it is that an answer or a packet of data belongs to. */
final class Conversation {

    /** A packet has a quarter of a megabyte at most. */
    private static final int SOME_PACKETS = 8;

    private final Listener listener;
    private final Map<Integer, Call> open = new ConcurrentHashMap<>();
    private volatile Optional<Speaker> speaker = Optional.empty();

    Conversation(Listener listener) {
        this.listener = listener;
    }

    /** Hears where a call is; returns whether the message that shows it is to be passed on. */
    interface Listener {
        boolean reached(Call call, Part part, Optional<Speaker> speaker);
    }

    /** Takes what the service says, and returns whether it is to be passed on. */
    boolean asked(Message message) {
        if (message.isStream()) {
            return streaming(message);
        }
        Optional<Procedure> procedure = message.isCall() ? message.known() : Optional.empty();
        if (procedure.isEmpty()) {
            return true;
        }
        speaker = speaker.or(() -> Speaker.beginningWith(procedure.get()));
        Call call = new Call(procedure.get(), message);
        open.put(message.serial(), call);
        return listener.reached(call, Part.ASKED, speaker);
    }

    /** Takes what the daemon says, and returns whether it is to be passed on. */
    boolean answered(Message message) {
        if (message.isStream()) {
            return message.isEndOfStream() ? end(message, Part.STREAMED) : streaming(message);
        }
        if (!message.isReply()) {
            return true;
        }
        Call call = open.get(message.serial());
        return call == null
                || (call.procedure().streams()
                        ? listener.reached(call, Part.ANSWERED, speaker)
                        : end(message, Part.ANSWERED));
    }

    private boolean streaming(Message message) {
        Call call = open.get(message.serial());
        return call == null
                || call.packets().incrementAndGet() != SOME_PACKETS
                || listener.reached(call, Part.IN_STREAM, speaker);
    }

    private boolean end(Message message, Part part) {
        Call call = open.remove(message.serial());
        return call == null || listener.reached(call, part, speaker);
    }
}
