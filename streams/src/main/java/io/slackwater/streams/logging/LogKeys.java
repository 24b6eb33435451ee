package io.slackwater.streams.logging;

import java.util.Map;
import org.jboss.logging.MDC;

/** The keys of structured logs. They are put on the thread for the time of a piece of work. */
public final class LogKeys {

    public static final String CHANGE = "changeId";
    public static final String UPDATE = "updateId";
    public static final String VM = "vmId";
    public static final String HOST = "hostId";
    public static final String STORE = "store";
    public static final String VOLUME = "volume";

    private LogKeys() {}

    /** Puts keys on this thread until the scope is closed. Scopes may nest where their keys differ. */
    public static Scope with(Map<String, String> keys) {
        keys.forEach(MDC::put);
        return () -> keys.keySet().forEach(MDC::remove);
    }

    /** The time during which keys are on the thread. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
