package io.slackwater.topology.storage.state;

import io.slackwater.topology.storage.index.VolumeIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The volumes that an event concerns and that are to be decided about, all of a store or of a change at once. They are taken
 * some at a time, so that no transaction grows with their number. How far each sweep is, is a row of a state store. An event
 * that comes while its sweep is under way has it begin anew after its end, so that every event is heard by every volume.
 *
 * <p>For the thread of one task.
 */
public final class VolumeSweeps {

    /** Sorts before every key; RocksDB takes no empty one. */
    private static final String FIRST = "\0";

    private static final String ONCE = "1";
    private static final String AGAIN = "2";

    private final KeyValueStore<String, String> rows;
    private final VolumeIndex volumes;
    private final KeyValueStore<String, String> concerned;
    private final Map<String, String> queued = new LinkedHashMap<>();

    /** Which volumes a sweep has decided about. */
    public enum Kind {
        /** All of a store. */
        STORE,
        /** Those that a change or a portion concerns. */
        CONCERN,
        /** Those that any change concerns. */
        ANY_CONCERN,
        /** Those that wait for their delete, or whose delete is under way. */
        DUE,
        /** Those whose place a change took that is not known of them. */
        REPLACED
    }

    /** A volume that a sweep of some kind comes to. */
    public record Swept(Kind kind, VolumeIndex.Key volume) {}

    /**
     * Goes on with the sweeps that a store has.
     *
     * @param concerned by change or portion, store and volume
     */
    public VolumeSweeps(
            KeyValueStore<String, String> rows, VolumeIndex volumes, KeyValueStore<String, String> concerned) {
        this.rows = rows;
        this.volumes = volumes;
        this.concerned = concerned;
        try (KeyValueIterator<String, String> all = rows.all()) {
            all.forEachRemaining(row -> queued.put(row.key, row.value));
        }
    }

    /** Has all volumes of a store decided about. */
    public void ofStore(String store) {
        if (volumes.has(store)) {
            add(CompoundKeys.of(Kind.STORE.name(), store));
        }
    }

    /** Has all volumes decided about that a change or a portion concerns. */
    public void ofConcern(String concern) {
        add(CompoundKeys.of(Kind.CONCERN.name(), concern));
    }

    /** Has all volumes of a kind decided about that names no store or change. */
    public void ofAll(Kind kind) {
        add(kind.name());
    }

    /** Takes the next volumes, at most so many. */
    public List<Swept> take(int most) {
        List<Swept> taken = new ArrayList<>();
        while (taken.size() < most && !queued.isEmpty()) {
            Map.Entry<String, String> first = queued.entrySet().iterator().next();
            advance(first.getKey(), first.getValue(), most, taken);
        }
        return taken;
    }

    private void add(String sweep) {
        String cursor = queued.get(sweep);
        if (cursor == null) {
            keep(sweep, ONCE);
        } else if (cursor.startsWith(ONCE) && cursor.length() > ONCE.length()) {
            keep(sweep, AGAIN + cursor.substring(ONCE.length()));
        }
    }

    private void advance(String sweep, String cursor, int most, List<Swept> taken) {
        List<String> parts = CompoundKeys.parts(sweep);
        Kind kind = Kind.valueOf(parts.get(0));
        String subject = parts.size() > 1 ? parts.get(1) : "";
        int before = taken.size();
        String next = next(kind, subject, cursor.substring(ONCE.length()), most - before, taken);
        boolean isEnd = taken.size() < most;
        if (!isEnd) {
            keep(sweep, cursor.substring(0, ONCE.length()) + next);
        } else if (cursor.startsWith(AGAIN)) {
            // Behind the others: one that is asked for again and again would keep them waiting.
            queued.remove(sweep);
            keep(sweep, ONCE);
        } else {
            queued.remove(sweep);
            rows.delete(sweep);
        }
    }

    /** Returns the first key that may follow what was taken. */
    private String next(Kind kind, String subject, String from, int most, List<Swept> taken) {
        return switch (kind) {
            case STORE -> take(kind, volumes.ofStore(new VolumeIndex.Key(subject, from), most), taken);
            case DUE, REPLACED -> take(kind, volumes.from(key(from), most), taken);
            case CONCERN, ANY_CONCERN -> concerned(kind, subject, from, most, taken);
        };
    }

    private static String take(Kind kind, List<VolumeIndex.Key> some, List<Swept> taken) {
        some.forEach(volume -> taken.add(new Swept(kind, volume)));
        if (some.isEmpty()) {
            return "";
        }
        VolumeIndex.Key last = some.get(some.size() - 1);
        return (kind == Kind.STORE ? last.name() : CompoundKeys.of(last.store(), last.name())) + '\0';
    }

    private String concerned(Kind kind, String concern, String from, int most, List<Swept> taken) {
        String first = kind == Kind.CONCERN ? CompoundKeys.prefix(concern) : FIRST;
        String end = kind == Kind.CONCERN ? CompoundKeys.behind(concern) : null;
        String last = from;
        int left = most;
        try (KeyValueIterator<String, String> some = concerned.range(from.isEmpty() ? first : from, end)) {
            while (left > 0 && some.hasNext()) {
                last = some.next().key;
                List<String> parts = CompoundKeys.parts(last);
                taken.add(new Swept(kind, new VolumeIndex.Key(parts.get(1), parts.get(2))));
                left--;
            }
        }
        return last + '\0';
    }

    private static VolumeIndex.Key key(String from) {
        List<String> parts = CompoundKeys.parts(from);
        // A key that was taken ends with the character behind it: it is the first that may follow.
        return parts.size() < 2
                ? new VolumeIndex.Key("", "")
                : new VolumeIndex.Key(parts.get(0), parts.get(1) + (parts.size() > 2 ? "\0" : ""));
    }

    private void keep(String sweep, String cursor) {
        queued.put(sweep, cursor);
        rows.put(sweep, cursor);
    }
}
