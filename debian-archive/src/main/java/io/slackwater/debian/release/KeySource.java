package io.slackwater.debian.release;

import io.slackwater.debian.ArchiveException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Where the keys that vouch for a repository are. */
public sealed interface KeySource {

    /** Reads the keys; they are read each time, so that a key that was renewed is taken without a restart. */
    Keyring load() throws ArchiveException;

    /** Keyring files, binary or armored. */
    record Files(List<Path> files) implements KeySource {

        public Files {
            files = List.copyOf(files);
        }

        @Override
        public Keyring load() throws ArchiveException {
            return Keyring.load(files);
        }
    }

    /** Certain certificates, by their fingerprints in hexadecimal, out of keyring files. */
    record Fingerprints(Set<String> fingerprints, List<Path> files) implements KeySource {

        public Fingerprints {
            fingerprints = Set.copyOf(fingerprints);
            files = List.copyOf(files);
        }

        @Override
        public Keyring load() throws ArchiveException {
            return Keyring.load(files).restrictedTo(fingerprints);
        }
    }

    /** An armored block of keys; {@code origin} says where it stood. */
    record Armored(String block, String origin) implements KeySource {

        @Override
        public Keyring load() throws ArchiveException {
            return Keyring.ofArmored(block, origin);
        }
    }
}
