/** What carries the demo's fleet: real guests on a private libvirt host, or simulated ones. */
@NullMarked
package io.slackwater.standalone.demo.engine;

import org.jspecify.annotations.NullMarked;
