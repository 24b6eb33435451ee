package io.slackwater.planning.rehearsal;

import io.slackwater.planning.history.PowerPeriod;
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
    private final PowerSchedule powerSchedule;
    private final OwnedLife life;
    private PowerPeriod powerPeriod;

    OwnedVm(int number, long seed, Instant begin, Instant changesAt) {
        SplittableRandom luck = new SplittableRandom(seed * 1_000_003 + number);
        this.number = number;
        this.id = new UUID(luck.nextLong(), luck.nextLong()).toString();
        this.powerSchedule = PowerSchedule.of(luck.nextDouble());
        this.isDatabase = luck.nextDouble() < DATABASES;
        boolean changes = luck.nextDouble() < (powerSchedule.isEverOff() ? WHO_GIVE_UP : WHO_BEGIN);
        PowerSchedule other = powerSchedule.isEverOff() ? PowerSchedule.NEVER : PowerSchedule.NIGHTLY;
        this.life = new OwnedLife(powerSchedule, changes ? other : powerSchedule, changesAt, begin, luck.split());
        this.powerPeriod = life.next();
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
    PowerPeriod stretch() {
        return powerPeriod;
    }

    /** Goes on to the next stretch, and returns it. */
    PowerPeriod goOn() {
        powerPeriod = life.next();
        return powerPeriod;
    }
}
