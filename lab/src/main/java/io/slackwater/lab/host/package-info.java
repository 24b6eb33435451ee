/** Private libvirt hosts: each a daemon in namespaces of its own, over directories of its own. */
@NullMarked
package io.slackwater.lab.host;

import org.jspecify.annotations.NullMarked;
