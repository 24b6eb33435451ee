package io.slackwater.streams.replay;

/** How far a task without state has to read before it may decide. Asked by several stream threads, often. */
@FunctionalInterface
public interface Horizon {

    /** A horizon that nobody has to wait for: nothing was said before. */
    Horizon REACHED = () -> true;

    /** Whether all that was in the log when this process began has been folded. Once it is, it stays so. */
    boolean isReached();
}
