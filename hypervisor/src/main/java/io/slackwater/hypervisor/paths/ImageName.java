package io.slackwater.hypervisor.paths;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a backing or data file means to QEMU (its manual, "device URL syntax", and {@code path_has_protocol} in its
 * {@code util/path.c}): a path, {@code file:} and a path, a description in {@code json:}, or something that is served by a protocol.
 */
public sealed interface ImageName {

    /** A file of the host. */
    record File(RemotePath path) implements ImageName {}

    /**
     * What a protocol serves.
     *
     * @param protocol {@code nbd}, {@code rbd}, {@code https}, ...
     */
    record Export(String protocol) implements ImageName {}

    /** A name that is not understood. */
    record Unknown(String name) implements ImageName {}

    /**
     * Reads a name.
     *
     * @param image the file that has the name in it
     * @return all that is named, of which only a {@code json:} has more than one; never empty
     */
    static List<ImageName> of(String name, RemotePath image) {
        Matcher protocol = Syntax.PROTOCOL.matcher(name);
        if (!protocol.lookingAt()) {
            return List.of(new File(image.beside(name)));
        }
        String rest = name.substring(protocol.end());
        return switch (protocol.group(1)) {
            case "json" -> Syntax.json(rest, name);
            case "file", "host_device", "host_cdrom" -> List.of(Syntax.local(rest, name));
            default -> List.of(new Export(protocol.group(1)));
        };
    }

    /** Takes names apart. */
    final class Syntax {

        private static final Pattern PROTOCOL = Pattern.compile("([^/:]*):");
        private static final Set<String> LOCAL = Set.of("file", "host_device", "host_cdrom");
        private static final Set<String> FORMATS = Set.of("raw", "qcow2", "qcow", "qed", "vdi", "vpc", "vhdx", "luks");
        private static final JsonMapper JSON =
                JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

        private Syntax() {}

        /** A relative path counts from the directory in which QEMU runs, which nobody tells. */
        private static ImageName local(String path, String name) {
            return path.startsWith("/") ? new File(RemotePath.of(path)) : new Unknown(name);
        }

        private static List<ImageName> json(String text, String name) {
            List<ImageName> named = new ArrayList<>();
            try {
                JsonNode description = JSON.readTree(text);
                if (description.isObject()) {
                    collect(description, named);
                }
            } catch (JsonProcessingException malformed) {
                return List.of(new Unknown(name));
            }
            return named.isEmpty() ? List.of(new Unknown(name)) : named;
        }

        private static void collect(JsonNode object, List<ImageName> named) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                String key = member.getKey().substring(member.getKey().lastIndexOf('.') + 1);
                JsonNode value = member.getValue();
                if (value.isContainerNode()) {
                    collect(value, named);
                } else if (key.equals("filename")) {
                    named.add(local(unprefixed(value.asText()), value.asText()));
                } else if (key.equals("driver")
                        && !LOCAL.contains(value.asText())
                        && !FORMATS.contains(value.asText())) {
                    named.add(new Export(value.asText()));
                } else if (NODES.contains(key) && value.isTextual()) {
                    named.add(new Unknown(value.asText()));
                }
            }
        }

        /** The names of nodes that are described elsewhere stand in these members. */
        private static final Set<String> NODES = Set.of("file", "backing", "data-file");

        private static String unprefixed(String filename) {
            return filename.startsWith("file:") ? filename.substring("file:".length()) : filename;
        }
    }
}
