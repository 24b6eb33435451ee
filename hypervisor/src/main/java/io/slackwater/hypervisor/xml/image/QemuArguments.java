package io.slackwater.hypervisor.xml.image;

import io.slackwater.hypervisor.xml.XmlElement;
import io.slackwater.hypervisor.xml.image.ImageReference.Role;
import io.slackwater.hypervisor.xml.image.ImageReference.ToExport;
import io.slackwater.hypervisor.xml.image.ImageReference.ToPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what a domain passes to QEMU past libvirt: {@code <qemu:commandline>} and {@code <qemu:override>}. QEMU's syntax is its own, so
 * that too much is taken for a path rather than too little.
 */
final class QemuArguments {

    private static final String QEMU = "http://libvirt.org/schemas/domain/qemu/1.0";
    private static final String PLACE = "QEMU's command line";

    /** A path within an argument: QEMU writes a comma of a name as two. */
    private static final Pattern ABSOLUTE = Pattern.compile("(?<![^=,:\"'\\s])/(?:,,|[^,\"'\\s])+");

    /** The value of a key that holds a file's name, as {@code key=value} and as a member of JSON, where it is not absolute. */
    private static final Pattern RELATIVE = Pattern.compile(
            "(?:^|[,.{\"'\\s])(?:file|\\w*filename|romfile|mem-path|path)[\"']?\\s*[=:]\\s*[\"']?((?![/{\"'])(?:,,|[^,\"'\\s}])+)");

    private static final Pattern PROTOCOL = Pattern.compile(
            "(?:^|[=,\"'\\s])(nbd|json|exec|fat|ssh|https?|ftps?)(?=:)|driver[\"']?\\s*[=:]\\s*[\"']?(nbd|ssh|https?|ftps?|vvfat)\\b");
    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Pattern READ_ONLY = Pattern.compile("(?:^|,)(?:readonly|read-only)(?:=on)?(?:,|$)");
    private static final Pattern RAW = Pattern.compile("(?:^|,)(?:format|driver)=raw(?:,|$)");

    /** Options whose next argument is a file as a whole (QEMU's manual, "Invocation"). */
    private static final Set<String> FILE_OPTIONS = Set.of(
            "hda",
            "hdb",
            "hdc",
            "hdd",
            "cdrom",
            "fda",
            "fdb",
            "sd",
            "mtdblock",
            "pflash",
            "kernel",
            "initrd",
            "dtb",
            "bios",
            "mem-path",
            "option-rom");

    private final List<ImageReference> found = new ArrayList<>();

    List<ImageReference> read(XmlElement domain) {
        domain.children("commandline", QEMU).forEach(this::commandLine);
        domain.children("override", QEMU)
                .flatMap(XmlElement::subtree)
                .filter(element -> element.value("value").isPresent())
                .forEach(property -> argument(property.value("name").orElse("") + "="
                        + property.value("value").orElse("")));
        return found;
    }

    private void commandLine(XmlElement commandLine) {
        String option = "";
        for (XmlElement element : commandLine.children) {
            Optional<String> value = element.value("value");
            if (value.isPresent()) {
                argument(value.get());
                if (element.is(QEMU, "arg")) {
                    argumentOf(option, value.get());
                    option = value.get().replaceFirst("^--?", "-");
                }
            }
        }
    }

    private void argumentOf(String option, String value) {
        boolean isAlone = !option.startsWith("-") && !value.startsWith("-");
        boolean isFile = isAlone || (option.startsWith("-") && FILE_OPTIONS.contains(option.substring(1)));
        if (option.equals("-readconfig")) {
            found.add(new ToExport(PLACE, "the settings in " + value));
        } else if (isFile && !value.startsWith("/")) {
            add(value, "", Role.OTHER);
        }
    }

    private void argument(String raw) {
        String value = unescaped(raw);
        boolean isRaw = RAW.matcher(value).find();
        Role role = isRaw && READ_ONLY.matcher(value).find() ? Role.READ_ONLY : Role.OTHER;
        Matcher absolute = ABSOLUTE.matcher(value);
        while (absolute.find()) {
            add(absolute.group(), isRaw ? "raw" : "", role);
        }
        Matcher relative = RELATIVE.matcher(value);
        while (relative.find()) {
            if (!relative.group(1).contains(":")) {
                add(relative.group(1), "", role);
            }
        }
        Matcher protocol = PROTOCOL.matcher(value);
        while (protocol.find()) {
            String name = protocol.group(1) == null ? protocol.group(2) : protocol.group(1);
            found.add(new ToExport(PLACE, name + " in " + raw));
        }
    }

    /** JSON may write a slash as {@code \\/}, and any character by its number. */
    private static String unescaped(String value) {
        return ESCAPED.matcher(value)
                .replaceAll(match ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(match.group(1), 16))))
                .replace("\\/", "/");
    }

    private void add(String path, String format, Role role) {
        ToPath reference = new ToPath(PLACE, path.replace(",,", ","), format, role);
        if (!found.contains(reference)) {
            found.add(reference);
        }
    }
}
