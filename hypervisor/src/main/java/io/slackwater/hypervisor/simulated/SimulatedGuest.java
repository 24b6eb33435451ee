package io.slackwater.hypervisor.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.Slot;
import io.slackwater.hypervisor.xml.SlotKind;
import java.util.Optional;

/**
 * A running guest: what its agent says.
 *
 * @param kernel what it was started from
 * @param channel whether it was started with an agent channel
 */
record SimulatedGuest(KernelRelease kernel, boolean channel) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Boots a guest from its kernel, or without one from the base image of its first disk.
     *
     * @throws HypervisorException.Rejected if an image that it needs is not there
     */
    static SimulatedGuest boot(DomainXml domain, Images images) throws HypervisorException {
        KernelRelease kernel = new KernelRelease("unknown", KernelRelease.Boot.NORMAL);
        boolean chosen = false;
        for (Slot slot : domain.slots()) {
            Optional<SimulatedPool.Stored> image = images.bottomOf(slot);
            boolean bootable = slot.kind() == SlotKind.KERNEL
                    || (slot.kind() == SlotKind.DISK && slot.device().equals("disk"));
            if (!chosen && bootable && image.isPresent()) {
                kernel = KernelRelease.of(image.get());
                chosen = true;
            }
        }
        return new SimulatedGuest(kernel, domain.hasAgentChannel());
    }

    boolean crashesAtStart() {
        return kernel.boot() == KernelRelease.Boot.CRASH;
    }

    boolean hasAgent() {
        return channel && kernel.boot() == KernelRelease.Boot.NORMAL;
    }

    /** Whether the command asks the guest to power itself off, which no answer follows. */
    static boolean asksToPowerOff(String command) throws HypervisorException {
        return execute(command).equals("guest-shutdown");
    }

    /** Answers {@code guest-ping}, {@code guest-sync}, {@code guest-get-osinfo} and {@code guest-get-host-name}. */
    String answer(String command, String domainName) throws HypervisorException {
        ObjectNode answer = JSON.createObjectNode();
        switch (execute(command)) {
            case "guest-ping" -> answer.putObject("return");
            case "guest-sync" ->
                answer.set("return", parse(command).path("arguments").path("id"));
            case "guest-get-host-name" -> answer.putObject("return").put("host-name", domainName);
            case "guest-get-osinfo" ->
                answer.putObject("return")
                        .put("id", "debian")
                        .put("name", "Debian GNU/Linux")
                        .put("machine", "x86_64")
                        .put("kernel-release", kernel.release())
                        .put("kernel-version", "#1 simulated");
            default ->
                throw new HypervisorException.Rejected(
                        "The guest agent of " + domainName + " does not know the command " + execute(command), null);
        }
        return answer.toString();
    }

    private static String execute(String command) throws HypervisorException {
        return parse(command).path("execute").asText();
    }

    private static JsonNode parse(String command) throws HypervisorException {
        try {
            return JSON.readTree(command);
        } catch (JsonProcessingException e) {
            throw new HypervisorException.Rejected("The guest agent was sent no JSON: " + command, e);
        }
    }
}
