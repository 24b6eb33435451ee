package io.slackwater.lab.host;

/** Whom the guests of a host run as. No host of the lab changes the owner of an image when a guest starts. */
public enum GuestUser {
    /** May read and write whatever there is. */
    ROOT("root", "root"),
    /** May use only what its owner has given to it. */
    NOBODY("nobody", "nogroup");

    private final String user;
    private final String group;

    GuestUser(String user, String group) {
        this.user = user;
        this.group = group;
    }

    /** A user name of this machine. */
    public String user() {
        return user;
    }

    /** A group name of this machine. */
    public String group() {
        return group;
    }
}
