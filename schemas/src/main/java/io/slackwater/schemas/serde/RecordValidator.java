package io.slackwater.schemas.serde;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the content of a record is within bounds that no writer of ours reaches, so that deciders may calculate with it. The
 * checks follow from the schema alone: a new field is checked as the others are.
 *
 * <p>The bounds: times from 1970 up to 2200; durations ({@code ...Millis}) up to 100 years; counts (int) up to 1,000,000,000; other
 * numbers up to {@value #LARGEST_NUMBER}; no negative number but the field's own default; strings of up to {@value #LONGEST_STRING}
 * characters without U+0000, which separates the parts of store keys; ids that are not empty; lists and maps of up to
 * {@value #LONGEST_LIST} elements.
 */
public final class RecordValidator {

    /** The earliest time: fields of early versions say "not known" by it. */
    public static final Instant EARLIEST = Instant.EPOCH;

    /** The first time that is too late. */
    public static final Instant TOO_LATE = Instant.parse("2200-01-01T00:00:00Z");

    private static final long LONGEST_DURATION_MILLIS = 100L * 366 * 24 * 3_600_000;
    private static final long LARGEST_COUNT = 1_000_000_000;

    /** A quarter of what a long holds, so that sums of a few do not overflow. */
    private static final long LARGEST_NUMBER = 1L << 61;

    /** A network file system may say that it has 8 EiB, and the last wave has no limit; nobody adds these up. */
    private static final Set<String> UNBOUNDED = Set.of("capacityBytes", "availableBytes", "quota");

    /** The most characters of a string, as many as the bytes of the longest document: the policy. Requests are bounded by 512 KiB. */
    public static final int LONGEST_STRING = 524_288;

    private static final int LONGEST_ID = 1_024;
    private static final int LONGEST_LIST = 100_000;

    /** Strings that name what a record is about. */
    private static final Set<String> IDS =
            Set.of("changeId", "operatingSystem", "hostId", "vmId", "updateId", "commandId", "policy");

    /** An id that may be empty: a decision that concerns the whole fleet is about no change. */
    private static final String OPTIONAL_ID = "changeId";

    private static final Map<String, RecordValidator> BY_TYPE = new ConcurrentHashMap<>();

    private final List<FieldCheck> checks = new ArrayList<>();

    /** Finds what is wrong with a value, with the path below it; empty where nothing is: {@code ".path is empty"}. */
    private interface Check {
        Optional<String> violation(Object value);
    }

    private record FieldCheck(int position, String name, Check check) {}

    private RecordValidator() {}

    /** Returns what is wrong with the content of a record, with the field's name; empty where nothing is. */
    public static Optional<String> problem(SpecificRecord event) {
        return of(event.getSchema()).violation(event).map(found -> "Field " + found.substring(1));
    }

    /**
     * Returns a record whose content is within bounds.
     *
     * @throws SerializationException if it is not; the message names the field
     */
    public static <T extends SpecificRecord> T requireValid(T event) {
        problem(event).ifPresent(found -> {
            throw new SerializationException(found);
        });
        return event;
    }

    private static RecordValidator of(Schema schema) {
        RecordValidator known = BY_TYPE.get(schema.getFullName());
        if (known == null) {
            known = new RecordValidator();
            // Not computeIfAbsent: a record may contain others, whose validators are made meanwhile.
            for (Schema.Field field : schema.getFields()) {
                Check check = check(field, field.schema());
                if (check != null) {
                    known.checks.add(new FieldCheck(field.pos(), field.name(), check));
                }
            }
            BY_TYPE.put(schema.getFullName(), known);
        }
        return known;
    }

    private Optional<String> violation(IndexedRecord event) {
        for (FieldCheck field : checks) {
            Object value = event.get(field.position());
            if (value != null) {
                Optional<String> found = field.check().violation(value);
                if (found.isPresent()) {
                    return found.map(violation -> "." + field.name() + violation);
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Check check(Schema.Field field, Schema schema) {
        return switch (schema.getType()) {
            case STRING -> isId(field) ? id(field) : RecordValidator::string;
            case INT -> number(field, LARGEST_COUNT);
            case LONG -> schema.getProp("logicalType") != null ? RecordValidator::time : number(field, largest(field));
            case RECORD -> {
                RecordValidator nested = of(schema);
                yield value -> nested.violation((IndexedRecord) value);
            }
            case ARRAY -> list(check(field, schema.getElementType()));
            case MAP -> map(check(field, schema.getValueType()));
            case UNION -> check(field, present(schema));
            case ENUM, BOOLEAN, FLOAT, DOUBLE, BYTES, FIXED, NULL -> null;
        };
    }

    /** Returns what an optional value is of; null stands on the side of the default. */
    private static Schema present(Schema union) {
        return union.getTypes().get(union.getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0);
    }

    private static boolean isId(Schema.Field field) {
        return IDS.contains(field.name()) && field.schema().getType() == Schema.Type.STRING && !field.hasDefaultValue();
    }

    private static long largest(Schema.Field field) {
        if (UNBOUNDED.contains(field.name())) {
            return Long.MAX_VALUE;
        }
        return field.name().endsWith("Millis") ? LONGEST_DURATION_MILLIS : LARGEST_NUMBER;
    }

    private static Check number(Schema.Field field, long largest) {
        long smallest = field.hasDefaultValue() && field.defaultVal() instanceof Number standard
                ? Math.min(0, standard.longValue())
                : 0;
        return value -> {
            long number = ((Number) value).longValue();
            return number >= smallest && number <= largest
                    ? Optional.empty()
                    : violation("is %d, not from %d to %d".formatted(number, smallest, largest));
        };
    }

    private static Optional<String> time(Object value) {
        Instant time = (Instant) value;
        return isPlausible(time)
                ? Optional.empty()
                : violation("is %s, not from %s up to %s".formatted(time, EARLIEST, TOO_LATE));
    }

    /** Whether a time is one that an event of ours may say. */
    public static boolean isPlausible(Instant time) {
        return !time.isBefore(EARLIEST) && time.isBefore(TOO_LATE);
    }

    private static Check id(Schema.Field field) {
        boolean mayBeEmpty = field.name().equals(OPTIONAL_ID);
        return value -> {
            String id = (String) value;
            if (id.isEmpty() && !mayBeEmpty) {
                return violation("is empty");
            }
            return id.length() > LONGEST_ID ? tooLong(id.length(), LONGEST_ID) : string(id);
        };
    }

    private static Optional<String> string(Object value) {
        String text = (String) value;
        if (text.length() > LONGEST_STRING) {
            return tooLong(text.length(), LONGEST_STRING);
        }
        return text.indexOf('\0') < 0 ? Optional.empty() : violation("contains the character U+0000");
    }

    private static Check list(@Nullable Check element) {
        return value -> {
            Collection<?> elements = (Collection<?>) value;
            if (elements.size() > LONGEST_LIST) {
                return violation("has %d elements, more than %d".formatted(elements.size(), LONGEST_LIST));
            }
            return element == null ? Optional.empty() : first(elements, element);
        };
    }

    private static Check map(@Nullable Check entry) {
        Check values = list(entry);
        return value -> {
            Map<?, ?> entries = (Map<?, ?>) value;
            Optional<String> ofKeys = first(entries.keySet(), RecordValidator::string);
            return ofKeys.isPresent() ? ofKeys : values.violation(entries.values());
        };
    }

    private static Optional<String> first(Collection<?> elements, Check check) {
        for (Object element : elements) {
            Optional<String> found = check.violation(element);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> tooLong(int length, int longest) {
        return violation("has %d characters, more than %d".formatted(length, longest));
    }

    private static Optional<String> violation(String text) {
        return Optional.of(" " + text);
    }
}
