package io.slackwater.hypervisor.xml;

import java.util.List;
import java.util.Random;

/**
 * A domain definition full of what XML allows, the same for the same seed, with the paths of two slots and the update's
 * mark left open: the document that an edit must make is the one that these holes give.
 */
final class NastyDocument {

    static final String UUID = "6f2f8ad4-29b3-4a0d-b7d4-0a3f6cb1d0a1";

    private static final List<String> NOISE = List.of(
            "",
            " ",
            "\n",
            "\r\n\t",
            "<!-- <kernel>/comment</kernel> -->",
            "<!---->",
            "<?pi <os><kernel>/pi</kernel></os> ?>",
            "<x:os xmlns:x='urn:x'><x:kernel>/other</x:kernel></x:os>",
            "<os xmlns='urn:default'><kernel>/default</kernel></os>",
            "<description><![CDATA[<os><kernel>/cdata</kernel></os> ]] > ]]></description>",
            "<e a='&gt;&#47;>' b=\"/>'\"\n c = 'ü&#x1F600;😀'  ></e >",
            "<e\n/>",
            "<qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><qemu:arg value='-foo'/></qemu:commandline>");

    /** What a disk may hold, too: elements that libvirt does not know forbid an edit there. */
    private static final List<String> NOISE_IN_DISKS = NOISE.stream()
            .filter(noise -> !noise.startsWith("<e") && !noise.startsWith("<description"))
            .toList();

    private final Random random;
    private final String template;

    NastyDocument(long seed) {
        random = new Random(seed);
        template = template();
    }

    String with(String kernel, String disk, String mark) {
        return template.replace("@KERNEL@", kernel).replace("@DISK@", disk).replace("@MARK@", mark);
    }

    private String template() {
        String parts =
                noise() + element("uuid", UUID) + noise() + metadata() + noise() + os() + noise() + devices() + noise();
        return prolog() + "<domain" + white() + "type=" + quoted("kvm") + attributes() + ">" + noise()
                + element("name", "web&amp;db") + parts + "</domain" + optionalWhite() + ">"
                + pick("", "\n", "<!-- end -->");
    }

    private String prolog() {
        return pick(
                "",
                "<?xml version='1.0' encoding='UTF-8'?>",
                "<!-- 😀 before -->\n",
                "<?xml version=\"1.0\"?>\r\n<!-- x -->");
    }

    private String metadata() {
        return "<metadata>" + noise() + "@MARK@</metadata>";
    }

    private String os() {
        String type = "<type arch='x86_64'>hvm</type>";
        return "<os" + attributes() + ">" + noise() + type + noise() + element("kernel", "@KERNEL@") + noise()
                + element("cmdline", "a=&quot;/k&quot; &lt;b&gt;") + noise() + "</os>" + noise()
                + "<os><kernel>/second-os-is-not-read</kernel></os>";
    }

    private String devices() {
        return "<devices>" + noise() + disk("hdc", "/cd.iso", "") + noise()
                + disk("vda", "@DISK@", noise(NOISE_IN_DISKS)) + noise() + "</devices>";
    }

    private String disk(String target, String path, String inside) {
        String source = "<source" + sourceAttributes() + white() + "file" + optionalWhite() + "=" + optionalWhite()
                + quoted(path)
                + pick("/>", " />", "><seclabel model='dac' relabel='no'/></source>");
        String name = "<target" + white() + "dev=" + quoted(target) + " bus='virtio'/>";
        String body = random.nextBoolean() ? source + inside + name : name + inside + source;
        return "<disk" + attributes() + " type=" + quoted("file") + ">" + noise(NOISE_IN_DISKS) + body
                + noise(NOISE_IN_DISKS) + "</disk>";
    }

    private String element(String name, String text) {
        return "<" + name + optionalWhite() + ">" + text + "</" + name + optionalWhite() + ">";
    }

    private String attributes() {
        return pick("", "\n  z:file='/not/this' xmlns:z='urn:z'", " q=\"it's > 'x'\"", "\tr='a\"b/>'");
    }

    private String sourceAttributes() {
        return pick("", "\n  z:file='/not/this' xmlns:z='urn:z'", "\tstartupPolicy='optional'");
    }

    private String noise() {
        return noise(NOISE);
    }

    private String noise(List<String> choices) {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            noise.append(choices.get(random.nextInt(choices.size())));
        }
        return noise.toString();
    }

    private String quoted(String value) {
        return random.nextBoolean() ? "'" + value + "'" : "\"" + value + "\"";
    }

    private String white() {
        return pick(" ", "\n", "\t ", "\r\n");
    }

    private String optionalWhite() {
        return pick("", " ", "\n");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
