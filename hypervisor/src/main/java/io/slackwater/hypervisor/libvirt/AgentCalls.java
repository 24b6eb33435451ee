package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** libvirt's function for the QEMU guest agent, as {@code libvirt-qemu.h} declares it. */
interface AgentCalls extends Library {

    /** Returns the agent's answer, the caller's to free, or null. */
    @Nullable
    Pointer virDomainQemuAgentCommand(Pointer domain, String command, int timeoutSeconds, int flags);
}
