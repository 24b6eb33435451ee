package io.slackwater.lab.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The little of a 64-bit, little-endian ELF file (elf(5)) that tells what it needs to run. */
final class ElfFile {

    private static final int HEADER_SIZE = 64;
    private static final int PROGRAM_HEADERS_AT = 0x20;
    private static final int PROGRAM_HEADER_SIZE_AT = 0x36;
    private static final int PROGRAM_HEADER_COUNT_AT = 0x38;

    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int INTERPRETER = 3;

    private static final long END_OF_DYNAMIC = 0;
    private static final long NEEDED = 1;
    private static final long STRING_TABLE = 5;

    private final String name;
    private final ByteBuffer bytes;
    private final List<Segment> segments = new ArrayList<>();

    private record Segment(int type, long offset, long address, long size) {}

    private ElfFile(String name, byte[] content) {
        this.name = name;
        this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bytes.getShort(PROGRAM_HEADER_COUNT_AT); i++) {
            int at = Math.toIntExact(bytes.getLong(PROGRAM_HEADERS_AT)) + i * bytes.getShort(PROGRAM_HEADER_SIZE_AT);
            segments.add(new Segment(
                    bytes.getInt(at), bytes.getLong(at + 8), bytes.getLong(at + 16), bytes.getLong(at + 32)));
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is of another kind
     */
    static ElfFile read(Path file) throws IOException {
        return of(file.toString(), Files.readAllBytes(file));
    }

    /**
     * Takes a file's content.
     *
     * @param name for messages
     */
    static ElfFile of(String name, byte[] content) throws IOException {
        boolean known = content.length >= HEADER_SIZE
                && content[0] == 0x7f
                && content[1] == 'E'
                && content[2] == 'L'
                && content[3] == 'F'
                && content[4] == 2
                && content[5] == 1;
        if (!known) {
            throw new IOException(name + " is no 64-bit little-endian ELF file");
        }
        try {
            return new ElfFile(name, content);
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new IOException(name + " is a damaged ELF file", e);
        }
    }

    /** Returns the path of the program that loads this one; empty for a library and for a static program. */
    Optional<String> interpreter() throws IOException {
        Optional<Segment> segment = first(INTERPRETER);
        return segment.isPresent() ? Optional.of(text(segment.get().offset)) : Optional.empty();
    }

    /** Returns the names of the libraries that this file asks for itself, in its order. */
    List<String> neededLibraries() throws IOException {
        Optional<Segment> dynamic = first(DYNAMIC);
        if (dynamic.isEmpty()) {
            return List.of();
        }
        List<Long> names = new ArrayList<>();
        long strings = 0;
        for (long at = dynamic.get().offset; number(at) != END_OF_DYNAMIC; at += 16) {
            if (number(at) == NEEDED) {
                names.add(number(at + 8));
            } else if (number(at) == STRING_TABLE) {
                strings = offsetOf(number(at + 8));
            }
        }
        List<String> libraries = new ArrayList<>();
        for (long at : names) {
            libraries.add(text(strings + at));
        }
        return libraries;
    }

    private Optional<Segment> first(int type) {
        return segments.stream().filter(segment -> segment.type == type).findFirst();
    }

    private long offsetOf(long address) throws IOException {
        return segments.stream()
                .filter(segment -> segment.type == LOAD)
                .filter(segment -> address >= segment.address && address < segment.address + segment.size)
                .map(segment -> address - segment.address + segment.offset)
                .findFirst()
                .orElseThrow(() -> new IOException(name + " has no segment at address " + address));
    }

    private long number(long at) throws IOException {
        try {
            return bytes.getLong(Math.toIntExact(at));
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new IOException(name + " ends within its dynamic section", e);
        }
    }

    private String text(long at) throws IOException {
        try {
            int start = Math.toIntExact(at);
            int end = start;
            while (bytes.get(end) != 0) {
                end++;
            }
            return new String(bytes.array(), start, end - start, StandardCharsets.US_ASCII);
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new IOException(name + " ends within a name", e);
        }
    }
}
