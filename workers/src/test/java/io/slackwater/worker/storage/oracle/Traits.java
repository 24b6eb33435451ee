package io.slackwater.worker.storage.oracle;

import java.util.Random;

/**
 * What a layout is like, by its seed.
 *
 * @param isShared whether both hosts have its directories
 * @param hasOwners whether owners act while the service looks
 * @param hasLinks whether directories and images are reached by symbolic links
 * @param hasAliases whether paths are spelled with detours, and backing files by QEMU's notations
 * @param hasChains whether there is a chain of three images or more for certain
 * @param hasOutside whether some images lie where no pool is
 * @param isBelowUsr whether its directories are below {@code /usr/local}
 * @param hasOutsideBelowUsr whether what lies outside does so below {@code /usr/local}, in any case
 * @param hasPools whether more than one pool of a host shows a directory
 */
record Traits(
        boolean isShared,
        boolean hasOwners,
        boolean hasLinks,
        boolean hasAliases,
        boolean hasChains,
        boolean hasOutside,
        boolean isBelowUsr,
        boolean hasOutsideBelowUsr,
        boolean hasPools) {

    /** Returns the traits of a layout; one of three, or of two with owners, has nothing by which a host could be in doubt. */
    static Traits of(Random random) {
        boolean hasOwners = random.nextInt(2) == 0;
        boolean isPlain = random.nextInt(hasOwners ? 2 : 3) == 0;
        return new Traits(
                random.nextInt(2) == 0,
                hasOwners,
                !isPlain && random.nextInt(2) == 0,
                !isPlain && random.nextInt(2) == 0,
                random.nextInt(5) < 2,
                !isPlain && random.nextInt(3) == 0,
                random.nextInt(3) == 0,
                random.nextInt(3) == 0,
                !isPlain && random.nextInt(4) == 0);
    }
}
