package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Pointer;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.DomainJob;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.libvirt.LibvirtErrors.Failure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one connection does with domains, each call within a timeout and while the connection is open. */
final class DomainOperations {

    private static final Set<Integer> NO_ANSWER = Set.of(
            LibvirtErrors.NO_SUPPORT,
            LibvirtErrors.OPERATION_TIMEOUT,
            LibvirtErrors.ARGUMENT_UNSUPPORTED,
            LibvirtErrors.AGENT_UNRESPONSIVE,
            LibvirtErrors.AGENT_UNSYNCED);

    /** How often the domains are listed again since one that was listed went. */
    private static final int LISTINGS = 5;

    private final LibvirtLibrary library;
    private final ConnectionGuard guard;
    private final BoundedDomainCalls calls;
    private final LibvirtDomains domains;
    private final LibvirtJobs jobs;
    private final Redefinition redefinition;

    DomainOperations(LibvirtLibrary library, Pointer connection, ConnectionGuard guard, BoundedDomainCalls calls) {
        this.library = library;
        this.guard = guard;
        this.calls = calls;
        this.domains = new LibvirtDomains(library, connection);
        this.jobs = new LibvirtJobs(library);
        this.redefinition = new Redefinition(library, connection, domains);
    }

    /**
     * Returns every domain. Where one went that was listed, the domains are listed once more: its owner may have defined the same machine
     * again under another UUID. One whose reading hangs is there, unread.
     */
    List<Domain> all() throws HypervisorException {
        Map<UUID, Domain> found = new LinkedHashMap<>();
        boolean isComplete = false;
        for (int listing = 0; listing < LISTINGS && !isComplete; listing++) {
            isComplete = true;
            for (Map.Entry<UUID, String> listed : list().entrySet()) {
                if (!found.containsKey(listed.getKey())) {
                    Optional<Domain> domain = find(listed.getKey(), listed.getValue());
                    domain.ifPresent(read -> found.put(listed.getKey(), read));
                    isComplete &= domain.isPresent();
                }
            }
        }
        return List.copyOf(found.values());
    }

    private Map<UUID, String> list() throws HypervisorException {
        return calls.aboutHost("list the domains", caller -> guard.during(domains::names));
    }

    private Optional<Domain> find(UUID id, String name) throws HypervisorException {
        try {
            return find(id);
        } catch (HypervisorException.Unreachable unreachable) {
            if (!calls.hangs(id)) {
                throw unreachable;
            }
            return Optional.of(Domain.unread(id, name, String.valueOf(unreachable.getMessage())));
        }
    }

    Optional<Domain> find(UUID id) throws HypervisorException {
        return calls.about(id, "read it", caller -> guard.during(() -> domains.find(id)));
    }

    List<DomainJob> jobs(UUID id) throws HypervisorException {
        return calls.about(id, "ask for its jobs", caller -> guard.during(() -> domains.with(id, jobs::of)));
    }

    void redefine(UUID id, String expected, String replacement) throws HypervisorException {
        calls.about(
                id,
                "define it",
                caller -> guard.during(
                        () -> domains.with(id, domain -> redefinition.apply(domain, expected, replacement, caller))));
    }

    void start(UUID id) throws HypervisorException {
        changePower(id, library.domains()::virDomainCreate, "start it", "Starting domain " + id);
    }

    void shutdown(UUID id) throws HypervisorException {
        boolean wasActive = find(id).filter(Domain::isActive).isPresent();
        try {
            changePower(id, library.domains()::virDomainShutdown, "shut it down", "Shutting domain " + id + " down");
        } catch (HypervisorException.Rejected rejected) {
            // A guest that obeys its agent may be off before libvirt has the agent's answer.
            if (!wasActive || find(id).filter(Domain::isActive).isPresent()) {
                throw rejected;
            }
        }
    }

    void destroy(UUID id) throws HypervisorException {
        changePower(id, library.domains()::virDomainDestroy, "stop it", "Stopping domain " + id);
    }

    private void changePower(UUID id, Handles.Free change, String what, String trying) throws HypervisorException {
        calls.powerChange(
                id,
                what,
                caller -> guard.during(() -> domains.with(id, domain -> {
                    caller.requireWaiting();
                    return library.checked(change.free(domain), trying);
                })));
    }

    Optional<String> askAgent(UUID id, String command, Duration timeout) throws HypervisorException {
        int seconds = (int) Math.max(1, timeout.plusMillis(999).toSeconds());
        return calls.about(
                id,
                "ask its agent",
                Duration.ofSeconds(seconds),
                caller -> guard.during(() -> domains.with(id, domain -> {
                    caller.requireWaiting();
                    return answer(id, library.agents().virDomainQemuAgentCommand(domain, command, seconds, 0));
                })));
    }

    private Optional<String> answer(UUID id, @Nullable Pointer answer) throws HypervisorException {
        if (answer == null) {
            Failure failure = library.lastFailure();
            if (NO_ANSWER.contains(failure.code())) {
                return Optional.empty();
            }
            throw LibvirtErrors.classify("Asking the agent of domain " + id, failure);
        }
        return Optional.of(library.text(answer, "Reading the agent's answer"));
    }
}
