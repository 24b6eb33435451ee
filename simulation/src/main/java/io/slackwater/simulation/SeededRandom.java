package io.slackwater.simulation;

import java.util.List;
import java.util.Random;

/** All chance of a run, from its seed. When it is calm nothing goes wrong any more. */
public final class SeededRandom {

    private static final int QUICK_MILLIS = 60;
    private static final int SLOW_MILLIS = 3_000;

    private final Random random;
    private final double mischief;
    private boolean calm;

    /**
     * The luck of a run.
     *
     * @param mischief by how much what goes wrong is more likely than usual; 0: nothing does
     */
    public SeededRandom(long seed, double mischief) {
        this.random = new Random(seed);
        this.mischief = mischief;
    }

    /** Lets nothing go wrong from now on. */
    public void calmDown() {
        calm = true;
    }

    public boolean isCalm() {
        return calm;
    }

    /** Whether something goes wrong that does so with this probability. */
    public boolean fails(double probability) {
        return !calm && random.nextDouble() < probability * mischief;
    }

    /** Whether a record comes twice. */
    public boolean repeats() {
        return fails(0.03);
    }

    /** Returns how long a record is under way, in milliseconds: mostly short, sometimes not. */
    public long delay() {
        return fails(0.04) ? between(0, SLOW_MILLIS) : between(0, QUICK_MILLIS);
    }

    /** Returns a number from {@code least} to {@code most}. */
    public long between(long least, long most) {
        return least + random.nextInt((int) (most - least + 1));
    }

    /** Whether something happens that does so with this probability, calm or not. */
    public boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** Returns one of several. */
    public <T> T oneOf(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }
}
