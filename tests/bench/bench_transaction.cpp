// The rate of a bare SQL transaction on a given server: takes one row, inserts so many rows, commits; one after the
// other, as the writers of one context do. The password is read from BENCH_PASSWORD.
// Usage: bench_transaction PORT USER SCHEMA STATEMENTS SECONDS

#include "dbpool/driver/connection.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

void prepareTables(dbpool::Connection& connection) {
    connection.command(
        "CREATE TABLE IF NOT EXISTS bench_state (id INT PRIMARY KEY, seq BIGINT NOT NULL) ENGINE=InnoDB");
    connection.command(
        "CREATE TABLE IF NOT EXISTS bench_row (seq BIGINT, ordinal INT, name VARCHAR(100), PRIMARY KEY (seq, ordinal))"
        " ENGINE=InnoDB");
    connection.execute("INSERT IGNORE INTO bench_state VALUES (1, 0)");
}

/// @param statements  BEGIN and COMMIT included
void transaction(dbpool::Connection& connection, int statements, std::int64_t seq) {
    connection.command("START TRANSACTION");
    connection.execute("UPDATE bench_state SET seq = seq + 1 WHERE id = ?", {1});
    for (int ordinal = 3; ordinal < statements; ++ordinal) {
        connection.execute("INSERT INTO bench_row VALUES (?, ?, ?)",
                           {seq, ordinal, "forty octets of a file's name..."});
    }
    connection.command("COMMIT");
}

void run(char** arguments) {
    const char* const password = std::getenv("BENCH_PASSWORD");  // NOLINT(concurrency-mt-unsafe): the only thread
    dbpool::Connection connection({.host = "127.0.0.1",
                                   .port = std::stoi(arguments[1]),
                                   .user = arguments[2],
                                   .password = password == nullptr ? "" : password,
                                   .tlsCaFile = {}},
                                  {});
    connection.use(arguments[3]);
    prepareTables(connection);
    const int statements = std::stoi(arguments[4]);
    std::int64_t seq = std::chrono::system_clock::now().time_since_epoch().count();
    std::vector<double> milliseconds;
    const auto begin = Clock::now();
    const auto end = begin + std::chrono::seconds(std::stoi(arguments[5]));
    while (Clock::now() < end) {
        const auto start = Clock::now();
        transaction(connection, statements, ++seq);
        milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    std::sort(milliseconds.begin(), milliseconds.end());
    std::cout << static_cast<double>(milliseconds.size()) / seconds << " per second, median "
              << milliseconds[milliseconds.size() / 2] << " ms" << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (argc != 6) {
            std::cerr << "usage: bench_transaction PORT USER SCHEMA STATEMENTS SECONDS\n";
            return EXIT_FAILURE;
        }
        run(argv);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::cerr << "bench_transaction: " << error.what() << "\n";
        return EXIT_FAILURE;
    }
}
