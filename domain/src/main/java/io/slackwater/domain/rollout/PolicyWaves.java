package io.slackwater.domain.rollout;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The waves of one policy's VMs in a rollout.
 *
 * @param waves by number; number 0 counts the updates that are in none yet
 */
public record PolicyWaves(Map<Integer, Wave> waves) {

    static final PolicyWaves NONE = new PolicyWaves(Map.of());

    public PolicyWaves {
        waves = Map.copyOf(waves);
    }

    /** Returns a wave; one of which nothing was heard is unopened and empty. */
    public Wave wave(int number) {
        return waves.getOrDefault(number, Wave.unopened(number));
    }

    /** Returns the wave that was opened last, or empty where none was. */
    public Optional<Wave> latest() {
        return waves.values().stream()
                .filter(wave -> wave.opening().isPresent())
                .reduce((one, other) -> one.number() > other.number() ? one : other);
    }

    /** Returns how many updates are known of. */
    public long total() {
        return waves.values().stream().mapToLong(wave -> wave.counts().total()).sum();
    }

    /** Returns how many have a place in a wave. */
    long places() {
        return waves.values().stream()
                .mapToLong(wave -> wave.counts().where(MemberState::takesPlace))
                .sum();
    }

    /** Returns how many updates are known of from which more is to come. */
    public long open() {
        return waves.values().stream()
                .mapToLong(wave -> wave.counts().where(state -> !state.isFinal()))
                .sum();
    }

    PolicyWaves with(int number, UnaryOperator<Wave> change) {
        Map<Integer, Wave> changed = new TreeMap<>(waves);
        Wave after = change.apply(wave(number));
        if (after.equals(Wave.unopened(number))) {
            changed.remove(number);
        } else {
            changed.put(number, after);
        }
        return new PolicyWaves(changed);
    }

    PolicyWaves with(UnaryOperator<Wave> change) {
        Map<Integer, Wave> changed = new TreeMap<>(waves);
        changed.replaceAll((number, wave) -> change.apply(wave));
        return new PolicyWaves(changed);
    }
}
