package io.slackwater.standalone.services;

/** The services, in the order of the flow; each is a Quarkus application in the module of its name. */
public enum Service {
    PATCH_INGEST("patch-ingest", "slackwater.ingest.", 8081, 9081),
    VM_INVENTORY("vm-inventory", "slackwater.inventory.", 8082, 9082),
    UPDATE_EXECUTOR("update-executor", "slackwater.executor.", 8083, 9083),
    STORAGE_RECLAIMER("storage-reclaimer", "slackwater.reclaimer.", 8084, 9084);

    private final String module;
    private final String prefix;
    private final int usualPort;
    private final int usualManagementPort;

    Service(String module, String prefix, int usualPort, int usualManagementPort) {
        this.module = module;
        this.prefix = prefix;
        this.usualPort = usualPort;
        this.usualManagementPort = usualManagementPort;
    }

    /** Returns the name of its module, directory and log. */
    public String module() {
        return module;
    }

    /** Returns what its own configuration keys begin with, dot included. */
    public String prefix() {
        return prefix;
    }

    /** Returns the port of its REST interface where the configuration names none. */
    public int usualPort() {
        return usualPort;
    }

    /** Returns the port of its health and metrics where the configuration names none. */
    public int usualManagementPort() {
        return usualManagementPort;
    }
}
