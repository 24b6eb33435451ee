package io.slackwater.inventory.hosts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an operator says of a host.
 *
 * @param hostId the host's name: lower-case letters, digits, dots and hyphens
 * @param uri a libvirt URI, or that of a simulated host
 * @param furtherUris libvirt URIs of connections that know of other guests of the host
 * @param labels labels for selectors and budgets
 */
public record HostDeclaration(
        String hostId, String uri, List<String> furtherUris, HostMode mode, Map<String, String> labels) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    /**
     * Checks what an operator says.
     *
     * @throws InvalidDeclarationException if a field is not as it should be
     */
    public HostDeclaration {
        labels = Map.copyOf(labels);
        furtherUris = List.copyOf(furtherUris);
        checkName(hostId);
        checkUri("uri", uri);
        furtherUris.forEach(further -> checkUri("furtherUris", further));
        labels.forEach(HostDeclaration::checkLabel);
    }

    /** A host of one connection. */
    public HostDeclaration(String hostId, String uri, HostMode mode, Map<String, String> labels) {
        this(hostId, uri, List.of(), mode, labels);
    }

    /**
     * Checks a host's name.
     *
     * @throws InvalidDeclarationException if it is no name of a host
     */
    public static void checkName(String hostId) {
        if (!NAME.matcher(hostId).matches()) {
            throw new InvalidDeclarationException(
                    "hostId",
                    "\"" + hostId + "\" is no name of a host",
                    "Use lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit");
        }
    }

    private static void checkUri(String field, String uri) {
        String remedy = "Give a libvirt URI such as qemu+ssh://slackwater@rack1-a/system";
        try {
            URI parsed = new URI(uri);
            if (parsed.getScheme() == null) {
                throw new InvalidDeclarationException(field, shown(uri) + " has no scheme", remedy);
            }
            String authority = parsed.getRawAuthority() == null ? "" : parsed.getRawAuthority();
            int at = authority.lastIndexOf('@');
            if (at >= 0 && authority.substring(0, at).contains(":")) {
                throw new InvalidDeclarationException(
                        field,
                        "It holds a password, which every event and answer about the host would show",
                        "Leave the password out, and give it in libvirt's client authentication file auth.conf");
            }
        } catch (URISyntaxException malformed) {
            throw new InvalidDeclarationException(
                    field,
                    shown(uri) + " is no URI: " + malformed.getReason() + " at character " + malformed.getIndex(),
                    remedy);
        }
    }

    /** What has a user may have a password, too. */
    private static String shown(String uri) {
        return uri.contains("@") ? "It" : "\"" + uri + "\"";
    }

    private static void checkLabel(String name, String value) {
        if (name.chars().anyMatch(Character::isISOControl) || value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidDeclarationException(
                    "labels", "The key or value of a label has a control character", "Write each in one line");
        }
        if (name.isBlank() || name.length() > 253 || value.length() > 253) {
            throw new InvalidDeclarationException(
                    "labels", "Label \"" + name + "\" has no name or is too long", "Use at most 253 characters each");
        }
    }
}
