package io.slackwater.hypervisor.simulated;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What client and server of a simulated fleet say to each other: {@code POST /open}, then per session {@code POST /call} with a
 * {@link Call}, {@code POST /upload} with the content as body, {@code GET /events} for one {@link Event} a line, {@code POST /close}.
 */
final class FleetProtocol {

    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The status of an answer whose body is a {@link Failure}. */
    static final int FAILED = 409;

    private FleetProtocol() {}

    /** What is asked of a host; each names its own arguments. */
    enum Operation {
        HOST_UUID,
        DOMAINS,
        DOMAIN,
        POOLS,
        POOL,
        REDEFINE,
        START,
        SHUTDOWN,
        DESTROY,
        JOBS,
        ASK_AGENT,
        SHA256,
        BEGINNING,
        CREATE_OVERLAY,
        DELETE
    }

    /** A call with the arguments that its operation needs, the others null or 0. */
    record Call(
            Operation operation,
            @Nullable UUID id,
            @Nullable String pool,
            @Nullable String volume,
            @Nullable String expected,
            @Nullable String content,
            @Nullable Overlay overlay,
            long number) {

        static Call of(Operation operation) {
            return new Call(operation, null, null, null, null, null, null, 0);
        }

        static Call domain(Operation operation, UUID id) {
            return new Call(operation, id, null, null, null, null, null, 0);
        }

        static Call volume(Operation operation, String pool, @Nullable String volume, long number) {
            return new Call(operation, null, pool, volume, null, null, null, number);
        }
    }

    /** What an overlay is made of. */
    record Overlay(Volume backing, VolumeTraits traits) {}

    /** An event; all parts null in the line that says that the watch has begun, and in those that keep the line open. */
    record Event(@Nullable UUID domain, @Nullable String storage, @Nullable String lost) {}

    /** What went wrong, by the simple name of its exception. */
    record Failure(String kind, String message) {

        static Failure of(HypervisorException e) {
            return new Failure(e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        }

        HypervisorException toException() {
            return switch (kind) {
                case "NotFound" -> new HypervisorException.NotFound(message, null);
                case "NoSpace" -> new HypervisorException.NoSpace(message, null);
                case "Unreachable" -> new HypervisorException.Unreachable(message, null);
                default -> new HypervisorException.Rejected(message, null);
            };
        }
    }
}
