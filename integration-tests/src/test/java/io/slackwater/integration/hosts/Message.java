package io.slackwater.integration.hosts;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message between a client and a daemon. No more is known of libvirt's protocol than where a message ends, and which ones look a
 * domain up and define one (libvirt, {@code virnetprotocol.x} and {@code remote_protocol.x}).
 */
final class Message {

    private static final int LENGTH_BYTES = 4;
    private static final int PROCEDURE_AT = 8;
    private static final int SERIAL_AT = 16;
    private static final int PAYLOAD_AT = 24;
    private static final int LOOKUP_BY_UUID = 24;
    private static final int DEFINE_XML_FLAGS = 350;
    private static final Pattern NAME = Pattern.compile("<name>([^<]+)</name>");

    private final byte[] content;

    private Message(byte[] content) {
        this.content = content;
    }

    /** Reads from the channel itself: the streams of {@code Channels} let nobody write to it meanwhile. */
    static Message read(SocketChannel from) throws IOException {
        int length = read(from, LENGTH_BYTES).getInt();
        return new Message(read(from, length - LENGTH_BYTES).array());
    }

    void write(SocketChannel to) throws IOException {
        int length = LENGTH_BYTES + content.length;
        ByteBuffer whole =
                ByteBuffer.allocate(length).putInt(length).put(content).flip();
        while (whole.hasRemaining()) {
            to.write(whole);
        }
    }

    /** Tells an answer's call. */
    int serial() {
        return ByteBuffer.wrap(content).getInt(SERIAL_AT);
    }

    boolean isAboutDefinition() {
        return procedure() == DEFINE_XML_FLAGS;
    }

    /** Returns the name of the domain that it defines; empty for every other call. */
    Optional<String> defines() {
        if (!isAboutDefinition()) {
            return Optional.empty();
        }
        Matcher name = NAME.matcher(new String(content, StandardCharsets.UTF_8));
        return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** Returns the domain that it looks up; empty for every other call. */
    Optional<UUID> looksUp() {
        if (procedure() != LOOKUP_BY_UUID) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(content);
        return Optional.of(new UUID(bytes.getLong(PAYLOAD_AT), bytes.getLong(PAYLOAD_AT + Long.BYTES)));
    }

    private int procedure() {
        return ByteBuffer.wrap(content).getInt(PROCEDURE_AT);
    }

    private static ByteBuffer read(SocketChannel from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (from.read(bytes) < 0) {
                throw new EOFException("the other side has hung up");
            }
        }
        return bytes.flip();
    }
}
