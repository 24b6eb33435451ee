package io.slackwater.inventory.hosts;

import java.util.List;
import java.util.Optional;

/** The hosts that the log tells of, and telling of them. */
public interface HostRepository {

    /** Returns all hosts, retired ones too, by name. */
    List<Host> all();

    /** Returns the host of that name, or empty where none was ever declared. */
    Optional<Host> find(String hostId);

    /** Publishes a declaration and waits until the log has it; throws if that is not confirmed in time, though it may still come. */
    void declare(HostDeclaration hostDeclaration);

    /** Publishes that a host is retired and waits until the log has it; throws if that is not confirmed in time, though it may still come. */
    void retire(String hostId, String reason);
}
