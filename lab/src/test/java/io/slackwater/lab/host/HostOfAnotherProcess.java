package io.slackwater.lab.host;

import java.nio.file.Path;
import java.time.Duration;

/** A program that holds a host until it is killed. */
final class HostOfAnotherProcess {

    private HostOfAnotherProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        LibvirtHost host = LibvirtHost.start(Path.of(arguments[0]), 1);
        System.out.println(host.uri());
        Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
}
