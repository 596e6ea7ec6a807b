"""The official images of Docker Hub, which need no owner before their name.

A name without an owner is also what images that somebody built on this machine are called; so names are
listed and not told by their form. Source: the folder `library` of github.com/docker-library/official-images.
A spec names others under `images`.
"""

_NAMES = """
adminer aerospike almalinux alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux
backdrop bash bonita buildpack-deps busybox
caddy cassandra chronograf cirros clearlinux clefos clickhouse clojure composer convertigo couchbase
couchdb crate
dart debian docker drupal
eclipse-mosquitto eclipse-temurin eggdrop elasticsearch elixir emqx erlang
fedora flink fluentd friendica
gazebo gcc geonetwork ghost golang gradle groovy
haproxy haskell haxe hello-world hitch httpd hylang
ibm-semeru-runtimes ibmjava influxdb irssi
jetty jobber joomla jruby julia
kapacitor kibana kong krakend
lightstreamer liquibase logstash
mageia mariadb matomo maven mediawiki memcached mongo mongo-express monica mysql
nats nats-streaming neo4j neurodebian nextcloud nginx node notary
odoo open-liberty openjdk oraclelinux orientdb
percona perl phoronix photon php php-zendserver phpmyadmin plone postfixadmin postgres pypy python
r-base rabbitmq rakudo-star redis redmine registry rethinkdb rocket.chat rockylinux ros ruby rust
sapmachine satosa sl solr sonarqube spark spiped storm swift swipl
teamspeak telegraf tomcat tomee traefik
ubuntu unit
varnish vault
websphere-liberty wordpress
xwiki
yourls
znc zookeeper
"""

OFFICIAL = frozenset(_NAMES.split())
