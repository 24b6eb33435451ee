package io.slackwater.debian.expand;

/**
 * How much a compressed file may expand to; beyond it is a bomb.
 *
 * @param bytes the most that is read out of one file
 * @param ratio the most that is read for each compressed byte, once {@link #FREE_BYTES} are exceeded
 * @param entries the most members that a tar file may list
 */
public record ExpansionLimits(long bytes, int ratio, int entries) {

    /** What may always be read, whatever the ratio: small files compress absurdly well without ill will. */
    static final long FREE_BYTES = 16L << 20;

    /** Returns bounds that every package of Debian keeps: 8 GiB, 200 times, 500,000 members. */
    public static ExpansionLimits standard() {
        return new ExpansionLimits(8L << 30, 200, 500_000);
    }

    /** Returns the same with another bound on the bytes. */
    public ExpansionLimits withBytes(long most) {
        return new ExpansionLimits(most, ratio, entries);
    }

    long mostFor(long compressedSize) {
        long byRatio = Math.max(FREE_BYTES, Math.multiplyExact(compressedSize, (long) ratio));
        return Math.min(bytes, byRatio);
    }
}
