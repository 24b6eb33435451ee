package io.slackwater.standalone;

import io.slackwater.standalone.console.ConsoleAddresses;
import io.slackwater.standalone.services.Endpoints;
import io.slackwater.standalone.services.Service;
import java.net.URI;
import java.util.Optional;

/** What {@code up} says of the addresses of an installation: each of them answers a GET, or it is said what it takes. */
final class UpText {

    private UpText() {}

    static String services(Endpoints endpoints) {
        return "Slackwater is up. Kafka: " + endpoints.broker()
                + ", hosts: " + address(endpoints, Service.VM_INVENTORY) + "/hosts"
                + ", policies: " + address(endpoints, Service.UPDATE_EXECUTOR) + "/policies"
                + ", rollouts: " + address(endpoints, Service.UPDATE_EXECUTOR) + "/rollouts"
                + ". 'slackwater change publish FILE' publishes a change, as a POST to "
                + address(endpoints, Service.PATCH_INGEST) + "/changes does. Ctrl-C stops it.";
    }

    static String console(ConsoleAddresses addresses) {
        return "The console is up: " + addresses.inWords();
    }

    private static URI address(Endpoints endpoints, Service service) {
        return Optional.ofNullable(endpoints.services().get(service)).orElseThrow();
    }
}
