package io.slackwater.integration.relay;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message between a client and a daemon. No more is known of libvirt's protocol than its header (libvirt,
 * {@code virnetprotocol.x}).
 */
final class Message {

    private static final int LENGTH_BYTES = 4;
    private static final int PROCEDURE_AT = 8;
    private static final int TYPE_AT = 12;
    private static final int SERIAL_AT = 16;
    private static final int STATUS_AT = 20;
    private static final int CALL = 0;
    private static final int REPLY = 1;
    private static final int STREAM = 3;
    private static final int OK = 0;
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

    /** Tells a call: its answer, and the data that belongs to it, have the same. */
    int serial() {
        return field(SERIAL_AT);
    }

    int procedure() {
        return field(PROCEDURE_AT);
    }

    /** Returns what it is about; empty where that is nothing that anybody asks for here. */
    Optional<Procedure> known() {
        return Arrays.stream(Procedure.values())
                .filter(procedure -> procedure.isOf(this))
                .findFirst();
    }

    boolean isCall() {
        return field(TYPE_AT) == CALL;
    }

    boolean isReply() {
        return field(TYPE_AT) == REPLY;
    }

    boolean isStream() {
        return field(TYPE_AT) == STREAM;
    }

    boolean isEndOfStream() {
        return isStream() && field(STATUS_AT) == OK;
    }

    boolean contains(String bytes) {
        return new String(content, StandardCharsets.ISO_8859_1).contains(bytes);
    }

    /** Returns the name of the domain that it defines; empty for every other call. */
    Optional<String> defines() {
        if (!isCall() || !Procedure.DOMAIN_DEFINE.isOf(this)) {
            return Optional.empty();
        }
        Matcher name = NAME.matcher(new String(content, StandardCharsets.UTF_8));
        return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private int field(int at) {
        return ByteBuffer.wrap(content).getInt(at);
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
