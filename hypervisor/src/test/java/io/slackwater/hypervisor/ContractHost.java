package io.slackwater.hypervisor;

import java.util.Optional;
import java.util.UUID;

/** A host that the contract is tried on, with what its owner can do to it. */
interface ContractHost {

    /** What not every hypervisor can do. */
    enum Ability {
        /** The host tells a UUID. */
        HOST_UUID,
        /** Volumes take content and give it back. */
        CONTENT,
        /** The host knows how much room it has. */
        LIMITED_SPACE,
        /** A start fails where an image is missing. */
        HONEST_START,
        /** Guests run, so that their agents answer and they power off when asked. */
        GUESTS,
        /** The host can go away under an open connection. */
        DISCONNECT,
        /** A managed save holds the definition that it was made with. */
        SAVED_DEFINITION,
        /** Checkpoints can be made of running domains. */
        CHECKPOINTS,
        /** Definitions are checked against a schema. */
        VALIDATION
    }

    HostConnection open() throws Exception;

    /** Opens the host by a URI that is not the usual one. */
    HostConnection openByAnotherUri() throws Exception;

    /** Returns why the host lacks an ability; empty where it has it. */
    Optional<String> lacks(Ability ability);

    /** Returns the name of an active pool with at least 16 MiB and at most 1 TiB free. */
    String pool();

    /** Returns a definition that boots this kernel, with an agent channel where the host has guests. */
    String definition(UUID id, String name, String kernel);

    /** Returns the content of a kernel that reports this release; bootable where the host has guests. */
    byte[] kernel(int number) throws Exception;

    /** Returns what the guest agent is to report for {@link #kernel}. */
    String release(int number);

    void define(String xml) throws Exception;

    void managedSave(UUID id) throws Exception;

    void snapshot(UUID id, String name) throws Exception;

    /** Begins to copy a disk of a running domain, which goes on until {@link #endBlockCopy}. */
    void beginBlockCopy(UUID id) throws Exception;

    void endBlockCopy(UUID id) throws Exception;

    /** Begins a backup of a running domain that goes on until {@link #endBackup}. */
    void beginBackup(UUID id) throws Exception;

    void endBackup(UUID id) throws Exception;

    /** Makes a checkpoint of a domain that runs. */
    void checkpoint(UUID id, String name) throws Exception;

    /** Breaks every connection, so that an open one hears of it. */
    void disconnect() throws Exception;

    /** Removes all that the test made. */
    void close() throws Exception;
}
