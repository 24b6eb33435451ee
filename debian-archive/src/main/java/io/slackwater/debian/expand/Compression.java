package io.slackwater.debian.expand;

import com.github.luben.zstd.ZstdInputStream;
import io.slackwater.debian.ArchiveException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** How a file is compressed, by the end of its name. */
public enum Compression {
    XZ(".xz"),
    GZIP(".gz"),
    ZSTD(".zst"),
    NONE("");

    /** What the decoder may take of the heap; xz -9 takes 64 MiB. */
    private static final int XZ_MEMORY_KIB = 128 << 10;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    public String suffix() {
        return suffix;
    }

    /** Returns the compression that a file's name tells. */
    public static Compression ofName(String name) {
        for (Compression compression : values()) {
            if (name.endsWith(compression.suffix)) {
                return compression;
            }
        }
        return NONE;
    }

    /**
     * Expands a stream within the limits; what it reads wrongly or too much of is an {@link ArchiveIoException}.
     *
     * @param name stands for the stream in messages
     * @param compressedSize the size of {@code in} in bytes
     */
    public InputStream expand(InputStream in, String name, long compressedSize, ExpansionLimits limits)
            throws ArchiveException {
        try {
            return new BoundedExpansion(decoder(in), name, limits.mostFor(compressedSize));
        } catch (IOException e) {
            throw new ArchiveException.Damaged(
                    name + " is truncated or not compressed as its name says (" + e.getMessage() + "); fetch it again",
                    e);
        }
    }

    private InputStream decoder(InputStream in) throws IOException {
        return switch (this) {
            case XZ -> new XZInputStream(in, XZ_MEMORY_KIB);
            case GZIP -> new GZIPInputStream(in, 1 << 16);
            case ZSTD -> new ZstdInputStream(in);
            case NONE -> in;
        };
    }
}
