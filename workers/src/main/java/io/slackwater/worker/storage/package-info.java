/** The workers: stage, look and delete on the hosts, bounded per host, and answer with reports. They decide nothing but whether it is safe. */
@NullMarked
package io.slackwater.worker.storage;

import org.jspecify.annotations.NullMarked;
