package io.slackwater.integration.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in what is said about one call.
 *
 * @param speaker whose call it is; empty where anybody's will do
 * @param about what the call's message has to contain; anything where it is empty
 */
public record Spot(Optional<Speaker> speaker, Procedure procedure, Part part, String about) {

    /** How far a call has come. */
    public enum Part {
        /** The daemon has not seen it. */
        ASKED,
        /** The daemon has done it, and the service does not know. */
        ANSWERED,
        /** Some of the data that belongs to it was sent. */
        IN_STREAM,
        /** The daemon has taken or given all of the data, and the service does not know. */
        STREAMED
    }

    /** The place where anybody's call has come so far that is about {@code about}. */
    public static Spot of(Procedure procedure, Part part, String about) {
        return new Spot(Optional.empty(), procedure, part, about);
    }

    /** Before a domain is looked up. */
    public static Spot beforeLook(UUID domain) {
        return of(Procedure.DOMAIN_LOOKUP, Part.ASKED, bytesOf(domain));
    }

    /** Before a domain, by its name, is defined. */
    public static Spot beforeDefinition(String domain) {
        return of(Procedure.DOMAIN_DEFINE, Part.ASKED, element(domain));
    }

    /** When a domain, by its name, has been defined. */
    public static Spot afterDefinition(String domain) {
        return of(Procedure.DOMAIN_DEFINE, Part.ANSWERED, element(domain));
    }

    /** Returns the same place in a call of that service. */
    public Spot by(Speaker service) {
        return new Spot(Optional.of(service), procedure, part, about);
    }

    boolean isAt(Call call, Part reached, Optional<Speaker> caller) {
        return procedure == call.procedure()
                && part == reached
                && (speaker.isEmpty() || speaker.equals(caller))
                && call.message().contains(about);
    }

    private static String element(String domain) {
        return "<name>" + domain + "</name>";
    }

    private static String bytesOf(UUID domain) {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(domain.getMostSignificantBits())
                .putLong(domain.getLeastSignificantBits())
                .array();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
