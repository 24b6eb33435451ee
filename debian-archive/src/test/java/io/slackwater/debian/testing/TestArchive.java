package io.slackwater.debian.testing;

import io.slackwater.debian.archive.Repository;
import io.slackwater.debian.expand.Compression;
import io.slackwater.debian.release.DateCheck;
import io.slackwater.debian.release.KeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a signed archive in a directory: one suite, component main, amd64. */
public final class TestArchive {

    private final Path root;
    private final TestKey key;
    private final String suite;
    private final StringBuilder packages = new StringBuilder();
    private final List<String> header = new ArrayList<>();
    private final Map<String, byte[]> indexes = new LinkedHashMap<>();

    public TestArchive(Path root, String suite, TestKey key) {
        this.root = root;
        this.suite = suite;
        this.key = key;
        header.add("Origin: Test");
        header.add("Suite: " + suite);
        header.add("Codename: " + suite);
        header.add("Date: Sat, 11 Jul 2020 10:16:37 UTC");
    }

    public TestArchive releaseField(String line) {
        header.add(line);
        return this;
    }

    /** Adds a package; {@code fields} are further index lines, such as {@code Depends: libc6}. */
    public TestArchive offer(String name, String version, byte[] deb, String... fields) throws IOException {
        String path = "pool/main/" + name + "_" + version.replaceFirst("^\\d+:", "") + "_amd64.deb";
        Files.createDirectories(root.resolve(path).getParent());
        Files.write(root.resolve(path), deb);
        packages.append("Package: ").append(name).append("\nVersion: ").append(version);
        packages.append("\nArchitecture: amd64\nFilename: ").append(path);
        packages.append("\nSize: ")
                .append(deb.length)
                .append("\nSHA256: ")
                .append(sha256(deb))
                .append('\n');
        for (String field : fields) {
            packages.append(field).append('\n');
        }
        packages.append('\n');
        return this;
    }

    public TestArchive rawIndexText(String text) {
        packages.append(text);
        return this;
    }

    /** Writes the index in one compression, and the release; returns the repository of it. */
    public Repository publish(Compression compression) throws IOException {
        byte[] plain = packages.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        indexes.put("main/binary-amd64/Packages", plain);
        indexes.put("main/binary-amd64/Packages" + compression.suffix(), TestDeb.compress(plain, compression));
        StringBuilder release = new StringBuilder(String.join("\n", header)).append("\nComponents: main\nSHA256:\n");
        for (Map.Entry<String, byte[]> index : indexes.entrySet()) {
            release.append(' ').append(sha256(index.getValue())).append(' ').append(index.getValue().length);
            release.append(' ').append(index.getKey()).append('\n');
        }
        Path published = root.resolve("dists/" + suite + "/main/binary-amd64/Packages" + compression.suffix());
        Files.createDirectories(published.getParent());
        Files.write(published, indexes.get("main/binary-amd64/Packages" + compression.suffix()));
        Files.write(root.resolve("dists/" + suite + "/InRelease"), key.clearsign(release.toString()));
        Path keyring = key.writeBinary(root.resolve("keyring-" + suite + ".gpg"));
        return new Repository(
                root.toUri(),
                suite,
                List.of("main"),
                new KeySource.Files(List.of(keyring)),
                DateCheck.DATE_AND_VALID_UNTIL);
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
