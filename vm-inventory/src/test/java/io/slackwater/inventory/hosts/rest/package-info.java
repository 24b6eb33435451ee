@NullMarked
package io.slackwater.inventory.hosts.rest;

import org.jspecify.annotations.NullMarked;
