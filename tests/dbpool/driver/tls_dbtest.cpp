#include "dbpool/driver/connection.h"
#include "dbpool/driver/db_error.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/tls_files.h"

#include <gtest/gtest.h>

#include <string>

namespace dbpool {
namespace {

class TlsTest : public testing::Test {
protected:
    static Endpoint trusting(const test::MariaDbServer& server, const test::TlsFiles& files) {
        auto endpoint = server.endpoint();
        endpoint.tlsCaFile = files.authority();
        return endpoint;
    }
    static std::string cipherOf(Connection& connection) {
        auto rows = connection.queryText("SHOW SESSION STATUS LIKE 'Ssl_cipher'");
        return rows.next() ? rows.text(2) : "";
    }
    static bool refused(const Endpoint& endpoint) {
        try {
            const Connection connection(endpoint, {});
            return false;
        } catch (const DbError& error) {
            EXPECT_EQ(error.kind(), DbErrorKind::Other) << error.what();
            return true;
        }
    }
};

TEST_F(TlsTest, EncryptsWithAServerThatTheAuthoritySigned) {
    const test::TlsFiles files("IP:127.0.0.1");
    const test::MariaDbServer server(files.serverArguments());
    Connection connection(trusting(server, files), {});
    EXPECT_NE(cipherOf(connection), "");
    EXPECT_EQ(connection.query("SELECT ?", {1}).count(), 1U);
}

TEST_F(TlsTest, RefusesAnAuthorityThatDidNotSign) {
    const test::TlsFiles files("IP:127.0.0.1");
    const test::TlsFiles others("IP:127.0.0.1");
    const test::MariaDbServer server(files.serverArguments());
    EXPECT_TRUE(refused(trusting(server, others)));
}

TEST_F(TlsTest, RefusesACertificateForAnotherHost) {
    const test::TlsFiles files("DNS:db.example.com");
    const test::MariaDbServer server(files.serverArguments());
    EXPECT_TRUE(refused(trusting(server, files)));
}

TEST_F(TlsTest, RefusesAServerWithoutTls) {
    const test::TlsFiles files("IP:127.0.0.1");
    EXPECT_TRUE(refused(trusting(test::sharedServer(), files)));
}

}  // namespace
}  // namespace dbpool
