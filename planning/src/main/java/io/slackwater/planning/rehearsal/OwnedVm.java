package io.slackwater.planning.rehearsal;

import io.slackwater.planning.history.Stretch;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/** An invented VM with its owner. It goes through its life once: first through its history, then on. */
final class OwnedVm {

    private static final double WHO_GIVE_UP = 0.002;
    private static final double WHO_BEGIN = 0.01;
    private static final int HOST_SIZE = 100;
    private static final int CLUSTER_SIZE = 5;
    private static final double DATABASES = 0.2;

    private final int number;
    private final String id;
    private final boolean isDatabase;
    private final Habit habit;
    private final OwnedLife life;
    private Stretch stretch;

    OwnedVm(int number, long seed, Instant begin, Instant changesAt) {
        SplittableRandom luck = new SplittableRandom(seed * 1_000_003 + number);
        this.number = number;
        this.id = new UUID(luck.nextLong(), luck.nextLong()).toString();
        this.habit = Habit.of(luck.nextDouble());
        this.isDatabase = luck.nextDouble() < DATABASES;
        boolean changes = luck.nextDouble() < (habit.isEverOff() ? WHO_GIVE_UP : WHO_BEGIN);
        Habit other = habit.isEverOff() ? Habit.NEVER : Habit.NIGHTLY;
        this.life = new OwnedLife(habit, changes ? other : habit, changesAt, begin, luck.split());
        this.stretch = life.next();
    }

    String id() {
        return id;
    }

    String name() {
        return (isDatabase ? "db-" : "worker-") + number;
    }

    String role() {
        return isDatabase ? "database" : "worker";
    }

    /** Returns what it is a replica of. */
    String cluster() {
        return "c" + number / CLUSTER_SIZE;
    }

    String host() {
        return "host-%03d".formatted(number / HOST_SIZE);
    }

    /** Returns the stretch that it is in. */
    Stretch stretch() {
        return stretch;
    }

    /** Goes on to the next stretch, and returns it. */
    Stretch goOn() {
        stretch = life.next();
        return stretch;
    }
}
